package io.citywatch.jobs.alarms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.citywatch.jobs.log.LogRecord;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.GroupFinding;
import io.citywatch.telemetry.alarm.Transition;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.registry.DeviceRecord;
import io.citywatch.telemetry.topic.LogTopics;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Timers of the function, and entries of its state. */
class AlarmFunctionTest extends AlarmFunctionHarness {
    @Test
    void aDeviceHasOneTimerHoweverOftenItSpeaks() throws Exception {
        birth(0);
        for (int second = 1; second < 100; second++) {
            tilt(second, 0);
        }

        assertThat(harness.numEventTimeTimers()).isEqualTo(1);
        assertThat(entries()).isEqualTo(1);
    }

    @Test
    void aNearerDeadlineTakesTheTimersPlace() throws Exception {
        birth(0);
        tilt(10, 20);
        assertThat(harness.numEventTimeTimers()).isEqualTo(1);

        time(40);
        assertThat(alarms()).isEmpty();
        assertThat(harness.numEventTimeTimers()).isEqualTo(1);
        time(50);

        assertThat(rules()).containsExactly("manhole-tilt");
        assertThat(alarms().get(0).updated()).isEqualTo(at(50));
        assertThat(harness.numEventTimeTimers()).isEqualTo(1);
    }

    @Test
    void aTimerThatComesTooEarlyIsSetAnew() throws Exception {
        birth(0);
        tilt(100, 0);
        time(187);
        assertThat(alarms()).isEmpty();
        assertThat(harness.numEventTimeTimers()).isEqualTo(1);

        time(296);

        assertThat(rules()).containsExactly("silence");
        assertThat(harness.numEventTimeTimers()).isEqualTo(1);
    }

    @Test
    void withoutTicksNobodyIsSilentAndNoTimerSpins() throws Exception {
        birth(0);

        harness.watermark(at(1000));
        harness.watermark(at(2000));

        assertThat(alarms()).isEmpty();
        assertThat(harness.numEventTimeTimers()).isEqualTo(1);
    }

    @Test
    void alarmsAreEntriesOnlyWhereThereAreSome() throws Exception {
        tilt(0, 0);
        assertThat(entries()).isEqualTo(1);

        tilt(1, 100);

        assertThat(entries()).isEqualTo(2);
    }

    @Test
    void whatMayBeFoldedIsWithheldAndSaidAside() throws Exception {
        birth(0);
        time(186);

        assertThat(alarms()).isEmpty();
        assertThat(harness.getSideOutput(AlarmFunction.FOLDS))
                .extracting(record -> record.getValue().condition().alarm())
                .containsExactly("COVER-1~silence");
        tell(188, AlarmAction.Verb.FOLD, "silence", new GroupFinding(at(0), null, "group.city.410800~flood", null));

        assertThat(alarms())
                .extracting(Alarm::state, alarm -> alarm.handling().parent())
                .containsExactly(tuple(AlarmState.SUPPRESSED, "group.city.410800~flood"));
        time(300);
        assertThat(alarms()).hasSize(1);
    }

    @Test
    void atTheEndOfTheLogWhatIsDueIsDoneAndNothingElse() throws Exception {
        birth(0);
        gas(1, 3);
        tilt(10, 20);

        harness.watermark(Long.MAX_VALUE);

        assertThat(rules()).contains("manhole-tilt").doesNotContain("silence");
        assertThat(entries()).isGreaterThan(1);
    }

    @Test
    void anEscalationComesWithTheTicksAlone() throws Exception {
        time(0);
        tilt(1, 100);
        time(180);
        assertThat(alarms()).hasSize(1);

        time(182);

        assertThat(alarms().get(1).history())
                .extracting(Transition::cause, Transition::t)
                .containsExactly(tuple("raise", at(1)), tuple("escalate", at(181)));
        assertThat(alarms().get(1).handling().escalated()).isEqualTo(1);
    }

    @Test
    void aDeviceThatWasTakenAwayIsForgottenWhenNobodyHasToLookAtItAnyMore() throws Exception {
        double kept = DeviceRecord.KEPT.toSeconds();
        birth(0);
        time(5);
        tilt(10, 100);
        birth(20, AssetState.DECOMMISSIONED);
        assertThat(alarms()).extracting(Alarm::state).containsExactly(AlarmState.UNACK, AlarmState.RTNUN);

        time(20 + kept + 100_000);
        assertThat(entries()).isPositive();
        acknowledge(20 + kept + 100_001);
        assertThat(harness.numEventTimeTimers()).isEqualTo(1);
        time(20 + kept + 200_000);

        assertThat(entries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
        List<LogRecord> records = harness.extractOutputValues();
        assertThat(records.get(records.size() - 1))
                .usingRecursiveComparison()
                .isEqualTo(LogRecord.removal(LogTopics.ALARMS, "COVER-1~manhole-tilt"));
    }

    @Test
    void aDeviceThatSpeaksOnAfterItWasTakenAwayIsKept() throws Exception {
        birth(0, AssetState.DECOMMISSIONED);
        tilt(1_000_000, 0);
        time(DeviceRecord.KEPT.toSeconds() + 10);
        assertThat(entries()).isPositive();

        time(1_000_000 + DeviceRecord.KEPT.toSeconds() + 200_000);

        assertThat(entries()).isZero();
        assertThat(harness.extractOutputValues()).isEmpty();
    }
}
