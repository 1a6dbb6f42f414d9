package io.citywatch.jobs.alarms.lifecycle;

import static io.citywatch.jobs.alarms.lifecycle.LifeCycleTest.alarm;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Transition;
import io.citywatch.telemetry.alarm.lifecycle.Cause;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LiveAlarmTest {
    @Test
    void theVersionGrowsEvenWhenTheTimeDoesNot() {
        LiveAlarm raised = take(alarm(AlarmState.NORM, false, true), Cause.RAISE, 500);
        LiveAlarm acknowledged = take(raised, Cause.ACKNOWLEDGE, 400);
        LiveAlarm cleared = take(acknowledged, Cause.CLEAR, 501);

        assertThat(cleared.alarm().history()).extracting(Transition::t).containsExactly(500L, 501L, 502L);
        assertThat(cleared.alarm().version()).isEqualTo(502);
    }

    @Test
    void theHistoryKeepsTheNewest() {
        LiveAlarm alarm = alarm(AlarmState.NORM, false, true);
        for (long t = 10; t < 10 + 2 * Alarm.MAX_HISTORY; t += 2) {
            alarm = take(take(alarm, Cause.RAISE, t), Cause.CLEAR, t + 1);
        }

        assertThat(alarm.alarm().history())
                .extracting(Transition::t)
                .containsExactlyElementsOf(LongStream.range(10 + Alarm.MAX_HISTORY, 10 + 2 * Alarm.MAX_HISTORY)
                        .boxed()
                        .toList());
    }

    @Test
    void whatComesAndGoesOnTheShelfNeedsNobody() {
        LiveAlarm shelved = take(alarm(AlarmState.UNACK, true, false), Cause.SHELVE, 10);
        LiveAlarm back = take(take(shelved, Cause.CLEAR, 20), Cause.UNSHELVE, 30);

        assertThat(back.alarm().state()).isEqualTo(AlarmState.NORM);
    }

    @Test
    void whatStillHoldsComesBackAsItIs() {
        LiveAlarm seen = take(alarm(AlarmState.ACKED, true, true), Cause.SHELVE, 10);
        LiveAlarm raisedAnew = take(take(seen, Cause.CLEAR, 20), Cause.RAISE, 30);

        assertThat(take(seen, Cause.UNSHELVE, 40).alarm().state()).isEqualTo(AlarmState.ACKED);
        assertThat(take(raisedAnew, Cause.UNSHELVE, 40).alarm().state()).isEqualTo(AlarmState.UNACK);
    }

    @Test
    void aShelfKeepsItsEndUntilTheAlarmLeavesIt() {
        LiveAlarm shelved = take(alarm(AlarmState.UNACK, true, false).aside(99L, null), Cause.SHELVE, 10);

        assertThat(take(shelved, Cause.WORSEN, 20).shelfEnd()).isEqualTo(99);
        assertThat(take(shelved, Cause.UNSHELVE, 20).shelfEnd()).isNull();
    }

    private static LiveAlarm take(LiveAlarm alarm, Cause cause, long t) {
        LiveAlarm.Result result = alarm.after(new Step(cause, t, null, null, null));
        assertThat(result).isInstanceOf(LiveAlarm.Result.Changed.class);
        return ((LiveAlarm.Result.Changed) result).alarm();
    }
}
