package io.citywatch.telemetry.rule;

import io.citywatch.telemetry.alarm.Severity;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a rule says of several devices: {@code agreement}, {@code fold} and {@code foldBy}. */
final class GroupingReader {
    private static final int MAX_MEMBERS = 100;

    private GroupingReader() {}

    static Grouping read(RuleFields fields, @Nullable String id, @Nullable DetectorSpec detector) {
        Agreement agreement = agreement(fields, id, detector);
        Set<Severity> fold = fields.someOf("fold", Words.SEVERITIES);
        FoldBy foldBy = fields.oneOfOr("foldBy", FoldBy.CAUSE, Words.FOLD_BY);
        if (fields.has("foldBy") && fold.isEmpty()) {
            fields.wrong("foldBy", "nothing is folded: fold names no severity");
        }
        if (fold.contains(Severity.CRITICAL)) {
            fields.wrong("fold", "critical alarms are never folded");
            fold = Set.of();
        }
        if (!fold.isEmpty() && detector != null && detector.isOfGas()) {
            fields.wrong("fold", "gas is never folded");
        }
        return new Grouping(agreement, fold, foldBy);
    }

    private static @Nullable Agreement agreement(
            RuleFields fields, @Nullable String id, @Nullable DetectorSpec detector) {
        RuleFields terms = fields.optional("agreement");
        if (terms == null) {
            return null;
        }
        Agreement.GroupBy group = terms.oneOf("group", Words.GROUPS);
        Duration within = terms.seconds("withinSeconds", Duration.ofSeconds(1), Duration.ofDays(1));
        int members = terms.wholeOr("members", 2, 2, MAX_MEMBERS);
        Severity severity = terms.oneOf("severity", Words.SEVERITIES);
        Set<String> with = terms.texts("with", RuleDocument.ID, "the id of a rule");
        if (id != null && with.contains(id)) {
            terms.wrong("with", "'" + id + "' is the rule itself, whose conditions count anyway");
        }
        terms.end();
        if (severity != null
                && detector != null
                && !severity.isWorseThan(detector.severities().last())) {
            terms.objectTo(
                    "severity",
                    severity.text() + " is not worse than what the rule finds alone, "
                            + detector.severities().last().text() + ": neighbours that agree would change nothing");
        }
        return group == null || within == null || severity == null
                ? null
                : new Agreement(group, within, members, severity, with);
    }
}
