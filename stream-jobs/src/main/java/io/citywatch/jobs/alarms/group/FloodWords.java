package io.citywatch.jobs.alarms.group;

import io.citywatch.jobs.alarms.rule.FloodRule;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmAction.Verb;
import io.citywatch.telemetry.alarm.AlarmGroup;
import io.citywatch.telemetry.alarm.GroupFinding;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is said to alarms of a flood, and to the alarm that stands for them. */
final class FloodWords {
    private static final String SUCCEEDED = "another flood of the same cause began";

    private final GroupWords words;

    FloodWords(Consumer<AlarmAction> out) {
        this.words = new GroupWords(out);
    }

    /**
     * The alarms are part of that flood.
     *
     * @param onsets since when what they tell of holds, by their ids
     */
    void fold(Map<String, Long> onsets, Flood flood, long t) {
        String scope = flood.scope().toString();
        String parent = flood.alarm();
        onsets.forEach((alarm, onset) -> say(alarm, Verb.FOLD, t, scope, new GroupFinding(onset, null, parent, null)));
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
