package io.citywatch.jobs.alarms.device;

import static io.citywatch.jobs.alarms.device.WatchedDevice.at;
import static io.citywatch.jobs.alarms.device.WatchedDevice.lel;
import static io.citywatch.jobs.alarms.rule.DefaultRules.DEVICE_ALARM;
import static io.citywatch.jobs.alarms.rule.DefaultRules.GAS_LEAK;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.alarms.AlarmMeter;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.facility.SensorState;
import io.citywatch.telemetry.message.EventType;
import io.citywatch.telemetry.message.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GasLeakTest {
    private final WatchedDevice device = new WatchedDevice(FacilityKind.GAS);

    @ParameterizedTest
    @CsvSource({"9.99,", "10,HIGH", "19.99,HIGH", "20,CRITICAL", "2000,CRITICAL"})
    void oneReadingIsEnoughAndLimitsAreMetByBeingReached(double gasLel, Severity severity) {
        device.gas(0, gasLel);

        assertThat(device.alarms)
                .extracting(Alarm::severity)
                .isEqualTo(severity == null ? List.of() : List.of(severity));
    }

    @Test
    void aRaisedAlarmSaysWhatWasMeasuredAndWhen() {
        device.says(1.5, lel(0, 12.5));

        Alarm alarm = device.alarm(GAS_LEAK);
        assertThat(alarm.id()).isEqualTo("gas-1~gas-leak");
        assertThat(alarm.state()).isEqualTo(AlarmState.UNACK);
        assertThat(alarm.onset()).isEqualTo(at(0));
        assertThat(alarm.updated()).isEqualTo(at(1.5));
        assertThat(alarm.version()).isEqualTo(at(1.5));
        assertThat(alarm.evidence()).isEqualTo(new Alarm.Evidence("gasLel", 12.5, 10.0));
        assertThat(alarm.source().asset()).isNull();
        assertThat(alarm.text().zh()).isEqualTo("燃气泄漏");
    }

    @Test
    void criticalGasClosesTheValveAtOnceAndOnce() {
        device.gas(0, 25);
        device.gas(1, 40);

        assertThat(device.commands(Command.Verb.CLOSE_VALVE))
                .containsExactly(new Command(
                        "gas-1~gas-leak~" + at(0) + "~closeValve",
                        device.address,
                        Command.Verb.CLOSE_VALVE,
                        at(0),
                        at(600),
                        "gas-1~gas-leak",
                        "rule/gas-leak"));
    }

    @Test
    void anAlarmThatWorsensIsTheSameAlarmAndCallsAgain() {
        device.gas(0, 12);
        device.acknowledges(1, GAS_LEAK);
        device.gas(2, 20);

        Alarm alarm = device.alarm(GAS_LEAK);
        assertThat(device.causes(GAS_LEAK)).containsExactly("raise", "acknowledge", "worsen");
        assertThat(alarm.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(alarm.state()).isEqualTo(AlarmState.UNACK);
        assertThat(alarm.onset()).isEqualTo(at(0));
        assertThat(alarm.evidence()).isEqualTo(new Alarm.Evidence("gasLel", 20.0, 20.0));
        assertThat(device.commands).extracting(Command::t).containsExactly(at(2), at(2));
    }

    @Test
    void itDoesNotGetBetterWithinAnEpisode() {
        device.gas(0, 25);
        device.gas(1, 11);

        assertThat(device.alarm(GAS_LEAK).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(device.alarms).hasSize(1);
    }

    @Test
    void itClearsWithTheFirstGoodReadingAMinuteAfterTheRunBegan() {
        device.gas(0, 25);
        device.gas(10, 4.99);
        device.gas(69.999, 0);
        assertThat(device.alarm(GAS_LEAK).active()).isTrue();

        device.gas(70, 0);

        assertThat(device.alarm(GAS_LEAK).state()).isEqualTo(AlarmState.RTNUN);
        assertThat(device.causes(GAS_LEAK)).containsExactly("raise", "clear");
    }

    @Test
    void timeAloneDoesNotClearIt() {
        device.gas(0, 25);
        device.gas(10, 0);
        device.tick(3600, 0);

        assertThat(device.alarm(GAS_LEAK).active()).isTrue();
    }

    @Test
    void aReadingOfFiveBeginsTheRunAnew() {
        device.gas(0, 25);
        device.gas(10, 0);
        device.gas(65, 5);
        device.gas(75, 0);
        assertThat(device.alarm(GAS_LEAK).active()).isTrue();

        device.gas(135, 0);

        assertThat(device.alarm(GAS_LEAK).active()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = SensorState.class,
            names = {"WARMUP", "FAULT"})
    void aSensorThatIsNotFitIsNoEvidenceEitherWay(SensorState sensor) {
        device.says(0, lel(0, 100, sensor));
        assertThat(device.alarms).isEmpty();

        device.gas(1, 25);
        device.says(10, lel(10, 0, sensor));
        device.says(80, lel(80, 0, sensor));
        assertThat(device.alarm(GAS_LEAK).active()).isTrue();

        device.gas(90, 0);
        device.says(95, lel(95, 30, sensor));
        device.gas(150, 0);
        assertThat(device.alarm(GAS_LEAK).active()).isFalse();
    }

    @Test
    void anExpiredSensorStillRaises() {
        device.says(0, lel(0, 25, SensorState.EXPIRED));

        assertThat(device.alarm(GAS_LEAK).severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void oldNewsRingsNoBell() {
        device.says(300.001, lel(0, 100));

        assertThat(device.alarms).isEmpty();
        assertThat(device.commands).isEmpty();
        assertThat(device.counted(AlarmMeter.OLD_NEWS)).isEqualTo(1);

        device.says(340, lel(40, 25));
        assertThat(device.alarm(GAS_LEAK).onset()).isEqualTo(at(40));
    }

    @Test
    void whatLiesBeforeTheNewestReadingMovesNothingBackwards() {
        device.gas(10, 0);
        device.says(11, lel(9.999, 100));
        assertThat(device.alarms).isEmpty();
        assertThat(device.counted(AlarmMeter.OLD_NEWS)).isEqualTo(1);

        device.gas(20, 25);
        device.says(21, lel(15, 0));
        device.says(81, lel(19, 0));
        assertThat(device.alarm(GAS_LEAK).active()).isTrue();
    }

    @Test
    void aReadingWithoutGasDoesNotMakeAnEarlierGasReadingOld() {
        device.says(10, Reading.at(at(10)).with(Metric.BATTERY_PCT, 50).build());
        device.says(11, lel(9, 25));

        assertThat(device.alarm(GAS_LEAK).active()).isTrue();
    }

    @Test
    void aClockThatRunsAheadDoesNotSilenceWhatComesAfter() {
        device.says(0, lel(299, 0));
        device.says(1, lel(1, 25));

        assertThat(device.alarm(GAS_LEAK).onset()).isEqualTo(at(1));
    }

    @Test
    void twoReadingsAMillisecondApartMakeOneAlarm() {
        device.gas(0, 25);
        device.gas(0.001, 25);
        device.gas(0.001, 25);

        assertThat(device.alarms).hasSize(1);
        assertThat(device.commands(Command.Verb.CLOSE_VALVE)).hasSize(1);
    }

    @Test
    void aNewEpisodeHasANewOnsetAndANewCommand() {
        device.gas(0, 25);
        device.obeys(1);
        device.gas(1, 0);
        device.gas(61, 0);
        device.gas(62, 25);

        assertThat(device.causes(GAS_LEAK)).containsExactly("raise", "clear", "raise");
        assertThat(device.alarm(GAS_LEAK).onset()).isEqualTo(at(62));
        assertThat(device.commands(Command.Verb.CLOSE_VALVE))
                .extracting(Command::id)
                .doesNotHaveDuplicates()
                .hasSize(2);
        assertThat(device.alarms).extracting(Alarm::version).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aShelvedAlarmThatBecomesCriticalLeavesTheShelfAndActs() {
        device.gas(0, 12);
        device.does(1, GAS_LEAK, AlarmAction.Verb.SHELVE, "painting", 3600.0);
        assertThat(device.alarm(GAS_LEAK).state()).isEqualTo(AlarmState.SHELVED);

        device.gas(2, 20);

        assertThat(device.alarm(GAS_LEAK).state()).isEqualTo(AlarmState.UNACK);
        assertThat(device.causes(GAS_LEAK)).containsExactly("raise", "shelve", "worsen", "unshelve");
        assertThat(device.commands(Command.Verb.CLOSE_VALVE)).hasSize(1);
    }

    @Test
    void criticalGasIsNotShelved() {
        device.gas(0, 20);
        device.does(1, GAS_LEAK, AlarmAction.Verb.SHELVE, "painting", 3600.0);

        assertThat(device.alarm(GAS_LEAK).state()).isEqualTo(AlarmState.UNACK);
        assertThat(device.counted(AlarmMeter.REFUSED)).isEqualTo(1);
    }

    @Test
    void theDetectorsOwnAlarmIsHighAndEndsWithItsRestore() {
        device.event(0, EventType.SELF_TEST);
        assertThat(device.alarms).isEmpty();

        device.event(1, EventType.ALARM);
        device.event(2, EventType.ALARM);
        device.event(3, EventType.RESTORE);
        device.event(4, EventType.RESTORE);

        assertThat(device.causes(DEVICE_ALARM)).containsExactly("raise", "clear");
        assertThat(device.alarm(DEVICE_ALARM).severity()).isEqualTo(Severity.HIGH);
        assertThat(device.commands).isEmpty();
    }
}
