package io.citywatch.jobs.alarms.group;

import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmAction.Verb;
import io.citywatch.telemetry.alarm.AlarmGroup;
import io.citywatch.telemetry.alarm.GroupFinding;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.rule.AggregateSeries.GroupBy;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is said to the alarm that stands for all of a rule in a district. */
final class CollectiveWords {
    private final GroupWords words;

    CollectiveWords(Consumer<AlarmAction> out) {
        this.words = new GroupWords(out);
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
        words.unknown(alarm, rule(alarm), onset, t);
    }

    private void say(Collective collective, Verb verb, @Nullable Severity severity, long t) {
        String alarm = collective.place().alarm();
        words.say(
                alarm,
                rule(alarm),
                verb,
                t,
                null,
                new GroupFinding(collective.opened(), severity, null, group(collective, t)));
    }

    private static String rule(String alarm) {
        return alarm.substring(alarm.indexOf('~') + 1);
    }

    private static AlarmGroup group(Collective collective, long t) {
        Flood.Tally tally = collective.tally();
        String district = collective.place().district();
        return new AlarmGroup(
                collective.place().kind(),
                district,
                GroupBy.DISTRICT.words(district, collective.text()),
                GroupWords.members(tally, t),
                tally.simulated());
    }
}
