package io.citywatch.jobs.alarms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Transition;
import org.junit.jupiter.api.Test;

/** When the function carries out what operators do. */
class AlarmFunctionActionsTest extends AlarmFunctionHarness {
    @Test
    void anActionOnADeviceThatNeverWasLeavesNothing() throws Exception {
        time(0);
        acknowledge(1);

        assertThat(entries()).isZero();
    }

    @Test
    void anActionOfNowIsCarriedOutAtOnce() throws Exception {
        time(0);
        tilt(0.5, 100);
        acknowledge(2);

        assertThat(alarms()).extracting(Alarm::state).containsExactly(AlarmState.UNACK, AlarmState.ACKED);
    }

    @Test
    void anActionIsHeldUntilTheReplayedLogHasComeToItsTime() throws Exception {
        acknowledge(50);
        time(0);
        tilt(10, 100);
        assertThat(entries()).isEqualTo(2);

        tilt(20, 0);
        tilt(30, 100);
        tilt(60, 0);

        assertThat(alarms().get(alarms().size() - 1).history())
                .extracting(Transition::cause, Transition::t)
                .containsExactly(
                        tuple("raise", at(10)),
                        tuple("clear", at(20)),
                        tuple("raise", at(30)),
                        tuple("acknowledge", at(50)),
                        tuple("clear", at(60)));
    }

    @Test
    void aHeldActionIsCarriedOutByTimeAlone() throws Exception {
        time(0);
        tilt(1, 100);
        acknowledge(50);
        assertThat(alarms()).hasSize(1);

        time(51);

        assertThat(alarms()).extracting(Alarm::state).containsExactly(AlarmState.UNACK, AlarmState.ACKED);
    }

    @Test
    void whenTheLogStandsStillAnActionDoesNotWaitForIt() throws Exception {
        harness.setProcessingTime(0);
        time(0);
        tilt(1, 100);
        harness.setProcessingTime(1000);
        acknowledge(50);
        assertThat(alarms()).hasSize(1);

        harness.setProcessingTime(1000 + LogProgress.STANDSTILL.toMillis());

        assertThat(alarms()).extracting(Alarm::state).containsExactly(AlarmState.UNACK, AlarmState.ACKED);
    }
}
