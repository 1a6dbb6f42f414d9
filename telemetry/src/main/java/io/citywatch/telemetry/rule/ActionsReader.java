package io.citywatch.telemetry.rule;

import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what devices are told: the field {@code actions}. */
final class ActionsReader {
    private ActionsReader() {}

    /**
     * Reads them.
     *
     * @param kinds what the rule looks at
     * @param worst how bad its alarms can become; null: not known
     */
    static List<RuleAction> read(RuleFields fields, Set<FacilityKind> kinds, @Nullable Severity worst) {
        List<RuleAction> actions = new ArrayList<>();
        Set<Command.Verb> commands = EnumSet.noneOf(Command.Verb.class);
        for (RuleFields each : fields.objects("actions", 0, Words.COMMANDS.size())) {
            Command.Verb command = each.oneOf("command", Words.COMMANDS);
            Severity from = each.oneOf("severity", Words.SEVERITIES);
            Duration expiry = each.seconds("expirySeconds", Duration.ofSeconds(1), Duration.ofDays(1));
            Insistence insistence = insistence(each);
            Set<Interlock> interlocks = each.has("interlocks")
                    ? each.someOf("interlocks", Words.INTERLOCKS)
                    : EnumSet.allOf(Interlock.class);
            each.end();
            if (command != null && !commands.add(command)) {
                each.wrong("command", "'" + command.text() + "' stands there twice");
            }
            if (from != null && worst != null && from.isWorseThan(worst)) {
                each.wrong("severity", "its alarms are never worse than " + worst.text());
            }
            for (FacilityKind kind : kinds) {
                // Who closes a valve says whether it is open; and the siren is that of the same detector
                if (command != null && !kind.measures(Metric.VALVE_OPEN)) {
                    each.objectTo("command", kind.code() + " has neither a valve nor a siren");
                }
            }
            if (command != null && from != null && expiry != null) {
                actions.add(new RuleAction(command, from, expiry, insistence, interlocks));
            }
        }
        return actions;
    }

    private static Insistence insistence(RuleFields action) {
        return new Insistence(
                action.secondsOr(
                        "answerSeconds", Insistence.USUAL_FIRST_WAIT, Duration.ofSeconds(1), Duration.ofHours(1)),
                action.wholeOr("repeats", Insistence.USUAL_REPEATS, 0, Insistence.MAX_REPEATS),
                action.oneOfOr("undoneSeverity", Severity.CRITICAL, Words.SEVERITIES));
    }
}
