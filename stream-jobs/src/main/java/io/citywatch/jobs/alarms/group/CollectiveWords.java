package io.citywatch.jobs.alarms.group;

import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmAction.Verb;
import io.citywatch.telemetry.alarm.AlarmGroup;
import io.citywatch.telemetry.alarm.AlarmMembers;
import io.citywatch.telemetry.alarm.GroupFinding;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.rule.AggregateSeries.GroupBy;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is said to the alarm that stands for all of a rule in a district. */
final class CollectiveWords {
    private static final String UNKNOWN = "nothing is known any more for which it would stand";

    private final Consumer<AlarmAction> out;

    CollectiveWords(Consumer<AlarmAction> out) {
        this.out = out;
    }

    /** There are members, or they have changed. */
    void gather(Collective collective, long t) {
        say(collective, Verb.RAISE, collective.severity(), t);
    }

    /** The last of them has left. */
    void disperse(Collective collective, long t) {
        say(collective, Verb.CLEAR, null, t);
    }

    /** Nobody knows of members for which that alarm would stand since then. */
    void unknown(String alarm, long onset, long t) {
        say(alarm, Verb.CLEAR, t, UNKNOWN, new GroupFinding(onset, null, null, null));
    }

    private void say(Collective collective, Verb verb, @Nullable Severity severity, long t) {
        say(
                collective.place().alarm(),
                verb,
                t,
                null,
                new GroupFinding(collective.opened(), severity, null, group(collective, t)));
    }

    private void say(String alarm, Verb verb, long t, @Nullable String reason, GroupFinding finding) {
        int end = alarm.indexOf('~');
        String device = alarm.substring(0, end);
        String by = "rule/" + alarm.substring(end + 1);
        out.accept(new AlarmAction(alarm, device, verb, t, by, reason, null, null, finding));
    }

    private static AlarmGroup group(Collective collective, long t) {
        Flood.Tally tally = collective.tally();
        String district = collective.place().district();
        return new AlarmGroup(
                collective.place().kind(),
                district,
                GroupBy.DISTRICT.words(district, collective.text()),
                new AlarmMembers(t, tally.count(), tally.active(), tally.first()),
                tally.simulated());
    }
}
