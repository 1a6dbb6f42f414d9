package io.citywatch.jobs.alarms.group;

import io.citywatch.jobs.alarms.rule.FloodRule;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmAction.Verb;
import io.citywatch.telemetry.alarm.AlarmGroup;
import io.citywatch.telemetry.alarm.GroupFinding;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is said to alarms of a flood, and to the alarm that stands for them. */
final class FloodWords {
    private static final String SUCCEEDED = "another flood of the same cause began";

    private final GroupWords words;

    FloodWords(Consumer<AlarmAction> out) {
        this.words = new GroupWords(out);
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
        words.unknown(alarm, FloodRule.ID, onset, t);
    }

    private void end(Flood flood, long t, @Nullable String reason) {
        say(flood.alarm(), Verb.CLEAR, t, reason, new GroupFinding(flood.opened(), null, null, group(flood, t)));
    }

    private static AlarmGroup group(Flood flood, long t) {
        return new AlarmGroup(
                flood.kind(),
                flood.scope().district(),
                flood.scope().text(),
                GroupWords.members(flood.tally(), t),
                flood.tally().simulated());
    }

    private void say(String alarm, Verb verb, long t, @Nullable String reason, GroupFinding finding) {
        words.say(alarm, FloodRule.ID, verb, t, reason, finding);
    }
}
