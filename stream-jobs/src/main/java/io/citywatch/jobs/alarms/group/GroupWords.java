package io.citywatch.jobs.alarms.group;

import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmAction.Verb;
import io.citywatch.telemetry.alarm.AlarmMembers;
import io.citywatch.telemetry.alarm.GroupFinding;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is said to an alarm of which a rule of its group has found something. */
record GroupWords(Consumer<AlarmAction> out) {
    private static final String UNKNOWN = "nothing is known any more for which it would stand";

    void say(String alarm, String rule, Verb verb, long t, @Nullable String reason, GroupFinding finding) {
        String device = alarm.substring(0, alarm.indexOf('~'));
        out.accept(new AlarmAction(alarm, device, verb, t, "rule/" + rule, reason, null, null, finding));
    }

    /** Nobody knows of members for which that alarm would stand since then. */
    void unknown(String alarm, String rule, long onset, long t) {
        say(alarm, rule, Verb.CLEAR, t, UNKNOWN, new GroupFinding(onset, null, null, null));
    }

    static AlarmMembers members(Flood.Tally tally, long t) {
        return new AlarmMembers(t, tally.count(), tally.active(), tally.first());
    }
}
