package io.citywatch.jobs.alarms.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmAction.Verb;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a rule for a group would have said of recorded readings. */
class AggregateRehearsalTest {
    private static final int LOST_FROM = 400;

    @Test
    void itSaysWhatTheJobWouldSay() {
        List<AlarmAction> actions = new ArrayList<>();
        AggregateRehearsal rehearsal = new AggregateRehearsal(actions::add);
        for (int bucket = 0; bucket < 480; bucket++) {
            for (String main : List.of("M-1", "M-2")) {
                boolean isLost = main.equals("M-1") && bucket >= LOST_FROM && bucket < 420;
                Mains.readings(main, bucket, isLost ? 60 : 0).forEach(rehearsal::take);
            }
            rehearsal.pass(Mains.at(bucket + 1) + Mains.LATENESS - 1);
            rehearsal.pass(Mains.at(bucket + 1) + Mains.LATENESS);
        }

        assertThat(actions).extracting(AlarmAction::action).containsExactly(Verb.RAISE, Verb.CLEAR);
        assertThat(actions).extracting(AlarmAction::device).containsOnly("group.main.410811.M-1");
        assertThat(actions.get(0).t()).isEqualTo(Mains.at(LOST_FROM + 1) + Mains.LATENESS);
    }
}
