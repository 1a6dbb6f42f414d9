package io.citywatch.jobs.alarms.group;

import io.citywatch.jobs.alarms.rule.FloodRule;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmAction.Verb;
import io.citywatch.telemetry.alarm.AlarmGroup;
import io.citywatch.telemetry.alarm.AlarmMembers;
import io.citywatch.telemetry.alarm.GroupFinding;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is said to alarms of a flood, and to the alarm that stands for them. */
final class FloodWords {
    private static final String BY = "rule/" + FloodRule.ID;
    private static final String UNKNOWN = "nothing is known any more for which it would stand";
    private static final String SUCCEEDED = "another flood of the same cause began";

    private final Consumer<AlarmAction> out;

    FloodWords(Consumer<AlarmAction> out) {
        this.out = out;
    }

    /** The condition is part of that flood. */
    void fold(Condition condition, Flood flood, long t) {
        say(
                condition.alarm(),
                Verb.FOLD,
                t,
                flood.scope().toString(),
                new GroupFinding(condition.onset(), null, flood.alarm(), null));
    }

    /** The narrower flood is part of that one. */
    void fold(Flood narrower, Flood flood, long t) {
        say(
                narrower.alarm(),
                Verb.FOLD,
                t,
                flood.scope().toString(),
                new GroupFinding(narrower.opened(), null, flood.alarm(), null));
    }

    /** The alarm is part of its flood no longer. */
    void standAlone(String alarm, long onset, long t) {
        say(alarm, Verb.RAISE, t, null, new GroupFinding(onset, null, null, null));
    }

    /** The flood is there, or has changed. */
    void gather(Flood flood, long t) {
        say(
                flood.alarm(),
                Verb.RAISE,
                t,
                null,
                new GroupFinding(flood.opened(), flood.severity(), null, group(flood, t)));
    }

    /** The flood is over. */
    void disperse(Flood flood, long t) {
        end(flood, t, null);
    }

    /** The flood is over, since another one with the same alarm begins. */
    void succeeded(Flood flood, long t) {
        end(flood, t, SUCCEEDED);
    }

    /** Nobody knows of a flood for which that alarm would stand since then. */
    void unknown(String alarm, long onset, long t) {
        say(alarm, Verb.CLEAR, t, UNKNOWN, new GroupFinding(onset, null, null, null));
    }

    private void end(Flood flood, long t, @Nullable String reason) {
        say(flood.alarm(), Verb.CLEAR, t, reason, new GroupFinding(flood.opened(), null, null, group(flood, t)));
    }

    private static AlarmGroup group(Flood flood, long t) {
        return new AlarmGroup(
                flood.kind(),
                flood.scope().district(),
                flood.scope().text(),
                new AlarmMembers(
                        t,
                        flood.tally().count(),
                        flood.tally().active(),
                        flood.tally().first()),
                flood.tally().simulated());
    }

    private void say(String alarm, Verb verb, long t, @Nullable String reason, GroupFinding finding) {
        String device = alarm.substring(0, alarm.indexOf('~'));
        out.accept(new AlarmAction(alarm, device, verb, t, BY, reason, null, null, finding));
    }
}
