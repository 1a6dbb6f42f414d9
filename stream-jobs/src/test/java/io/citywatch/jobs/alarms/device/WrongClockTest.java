package io.citywatch.jobs.alarms.device;

import static io.citywatch.jobs.alarms.device.WatchedDevice.at;
import static io.citywatch.jobs.alarms.device.WatchedDevice.lel;
import static io.citywatch.jobs.alarms.rule.DefaultRules.GAS_LEAK;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.alarms.AlarmMeter;
import io.citywatch.jobs.alarms.rule.DefaultRules;
import io.citywatch.jobs.alarms.rule.RuleBook;
import io.citywatch.jobs.uplink.OwnTimes;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.facility.SensorState;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.DeviceEvent;
import io.citywatch.telemetry.message.EventType;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.Channel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrongClockTest {
    private static final String DEVICE_CLOCK = "device-clock";
    private static final double YEAR = 365 * 86_400.0;

    private final WatchedDevice device = new WatchedDevice(FacilityKind.GAS);

    @ParameterizedTest
    @ValueSource(doubles = {303, 600, 86_400, 20 * YEAR})
    void theThirdReadingThatIsLateByTheSameIsOfNow(double slow) {
        device.gas(0, -slow, 12);
        device.gas(60, 60.5 - slow, 12);
        assertThat(device.alarms).isEmpty();

        device.gas(119, 120 - slow, 12);

        assertThat(device.alarm(DEVICE_CLOCK).severity()).isEqualTo(Severity.LOW);
        assertThat(device.alarm(DEVICE_CLOCK).state()).isEqualTo(AlarmState.UNACK);
        assertThat(device.alarm(GAS_LEAK).onset()).isEqualTo(at(119));
        assertThat(device.counted(AlarmMeter.WRONG_CLOCK)).isEqualTo(1);
        assertThat(device.counted(AlarmMeter.OLD_NEWS)).isEqualTo(2);
    }

    @Test
    void fromThenOnCriticalGasActsAtOnce() {
        runsBehind(600);

        device.gas(240, 240 - 600, 25);

        assertThat(device.alarm(GAS_LEAK).onset()).isEqualTo(at(240));
        assertThat(device.commands(Command.Verb.CLOSE_VALVE))
                .extracting(Command::t)
                .containsExactly(at(240));
    }

    @Test
    void withCriticalGasTheSecondReadingIsEnough() {
        device.gas(0, -0.3, 0);
        device.gas(3600, -20 * YEAR, 30);
        device.passes(3609);
        assertThat(device.alarms).isEmpty();

        device.gas(3610, 10 - 20 * YEAR, 31);

        assertThat(device.alarm(GAS_LEAK).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(device.alarm(DEVICE_CLOCK).active()).isTrue();
    }

    @Test
    void aLastWordOfCriticalGasIsTakenToBeOfNow() {
        device.gas(0, -4000, 25);
        device.passes(59.999);
        assertThat(device.alarms).isEmpty();

        device.passes(60);

        Alarm alarm = device.alarm(GAS_LEAK);
        assertThat(alarm.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(alarm.onset()).isEqualTo(at(0));
        assertThat(alarm.history().get(0).t()).isEqualTo(at(60));
        assertThat(device.commands(Command.Verb.CLOSE_VALVE)).hasSize(1);
        assertThat(device.counted(AlarmMeter.LAST_WORD)).isEqualTo(1);
        assertThat(device.nextDeadline()).isNotEqualTo(at(60));
    }

    @Test
    void anEventAfterItIsNoNewerWordOnGas() {
        device.gas(0, -4000, 25);
        device.says(5, new DeviceEvent(at(5), EventType.LOW_BATTERY, null, null));
        device.passes(60);

        assertThat(device.alarm(GAS_LEAK).severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void whatTheDeviceHasSaidSomethingNewerOfIsNotItsLastWord() {
        device.gas(0, -0.3, 0);
        device.gas(3600, -4000, 25);
        device.passes(7200);

        assertThat(device.alarms).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.4, -20})
    void aReadingInTimeShowsThatALateOneWasOld(double lag) {
        device.gas(0, -4000, 25);
        device.gas(30, 30 - lag, 0);
        device.passes(7200);

        assertThat(device.alarms).isEmpty();
    }

    @Test
    void whatIsLateButBetterShowsThatTheGasIsOver() {
        device.gas(0, -4000, 25);
        device.gas(1, -3940, 0);
        device.passes(7200);

        assertThat(device.alarms).isEmpty();
    }

    @Test
    void aSensorThatIsNotFitHasNoLastWord() {
        device.says(0, lel(-4000, 25, SensorState.WARMUP));
        device.passes(7200);

        assertThat(device.alarms).isEmpty();
    }

    /** Minute by minute, an hour's readings; the leak in it is over. */
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 4, 10, 29})
    void whatWaitedForTheNetworkIsNoWrongClock(double apart) {
        device.gas(-3700, -3700.3, 0);
        double arrival = 0;
        for (double t = -3600; t < arrival - 30; t += 60) {
            device.gas(arrival, t, t < -2000 && t > -2600 ? 40 : 0);
            arrival += apart;
        }
        device.gas(arrival, arrival - 0.4, 0);
        device.passes(arrival + 7200);

        assertThat(device.alarms).isEmpty();
        assertThat(device.state().clockDoubt()).isNull();
    }

    @Test
    void whatWaitedAndComesInOneMessageIsNoWrongClock() {
        for (int hour = 0; hour < 5; hour++) {
            double arrival = hour * 3600;
            device.says(arrival, lel(arrival - 3000, 30), lel(arrival - 1500, 30), lel(arrival - 0.3, 0));
        }
        device.passes(40_000);

        assertThat(device.alarms).isEmpty();
        assertThat(device.counted(AlarmMeter.OLD_NEWS)).isEqualTo(10);
    }

    @Test
    void ofABacklogOfAWrongClockTheNewestIsOfNowAndTheRestKeepsItsDistance() {
        for (int hour = 0; hour < 3; hour++) {
            double arrival = hour * 3600;
            device.says(
                    arrival, lel(arrival - 20_000 - 400, 40), lel(arrival - 20_000 - 60, 12), lel(arrival - 20_000, 0));
        }

        assertThat(device.alarm(GAS_LEAK).severity()).isEqualTo(Severity.HIGH);
        assertThat(device.alarm(GAS_LEAK).onset()).isEqualTo(at(7200 - 60));
    }

    @Test
    void theAlarmStandsUntilAMessageWithATimeOfItsOwnComesInTime() {
        runsBehind(600);
        device.gas(300, 0);
        device.gas(360, 360 - 200, 0);
        assertThat(device.alarm(DEVICE_CLOCK).active()).isTrue();

        device.gas(420, 420 - 0.7, 0);

        assertThat(device.causes(DEVICE_CLOCK)).containsExactly("raise", "clear");
        assertThat(device.state().clockDoubt()).isNull();
        device.gas(800, 400, 99);
        device.passes(7200);
        assertThat(device.causes(GAS_LEAK)).isEmpty();
    }

    @Test
    void aWrongClockThatJumpsIsWrongAllTheSame() {
        runsBehind(600);

        device.gas(300, -20 * YEAR, 12);
        device.gas(360, -9000, 12);
        device.says(420, Channel.TELEMETRY, OwnTimes.IMPOSSIBLE, List.of(lel(420, 21)));

        assertThat(device.alarm(GAS_LEAK).onset()).isEqualTo(at(300));
        assertThat(device.alarm(GAS_LEAK).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(device.causes(DEVICE_CLOCK)).containsExactly("raise");
    }

    @Test
    void aClockWhoseLagChangesEachTimeIsNotYetFoundToBeWrong() {
        device.gas(0, -4000, 0);
        device.gas(600, -9000, 0);
        device.gas(1200, -20 * YEAR, 0);
        device.gas(1800, 900, 0);

        assertThat(device.alarms).isEmpty();
    }

    @Test
    void aTimeThatCanNotBeIsOfNowAtOnceAndAWrongClockAtTheThird() {
        for (int minute = 0; minute < 3; minute++) {
            assertThat(device.causes(DEVICE_CLOCK)).isEmpty();
            device.says(
                    minute * 60,
                    Channel.TELEMETRY,
                    OwnTimes.IMPOSSIBLE,
                    List.of(lel(minute * 60, minute == 0 ? 12 : 7)));
        }
        device.passes(7200);

        assertThat(device.alarm(DEVICE_CLOCK).onset()).isEqualTo(at(120));
        assertThat(device.alarm(GAS_LEAK).onset()).isEqualTo(at(0));
        assertThat(device.counted(AlarmMeter.LAST_WORD)).isZero();
    }

    @Test
    void whatIsSentThroughAgainSaysNothingOfTheClock() {
        for (int minute = 0; minute < 5; minute++) {
            device.says(minute * 60, Channel.TELEMETRY, OwnTimes.FORMER, List.of(lel(minute * 60 - 90_000, 40)));
        }
        device.passes(7200);

        assertThat(device.alarms).isEmpty();
    }

    @Test
    void historyAndBirthsSayNothingOfTheClock() {
        for (int minute = 0; minute < 5; minute++) {
            device.says(minute * 60, lel(minute * 60 - 90_000, 40).asHistorical());
            device.birth(minute * 60, minute * 60 - 90_000, AssetState.COMMISSIONED, "detector_networked", 0);
        }
        device.passes(300);

        assertThat(device.alarms).isEmpty();
        assertThat(device.state().clockDoubt()).isNull();
    }

    @Test
    void itsOwnAlarmRingsThoughItsClockIsWrong() {
        runsBehind(600);

        device.says(300, new DeviceEvent(at(-300), EventType.ALARM, null, null));

        assertThat(device.alarm(DefaultRules.DEVICE_ALARM).onset()).isEqualTo(at(300));
    }

    @Test
    void itIsOverWhenTheDeviceIsTakenAway() {
        device.birth(-10, AssetState.COMMISSIONED, "detector_networked", 0);
        runsBehind(600);

        device.birth(200, AssetState.DECOMMISSIONED, "detector_networked", 0);

        assertThat(device.causes(DEVICE_CLOCK)).containsExactly("raise", "clear");
        assertThat(device.state().clockDoubt()).isNull();
    }

    @Test
    void withoutARuleForItGasAlarmsAllTheSame() {
        WatchedDevice other = new WatchedDevice(
                FacilityKind.GAS,
                new RuleBook(DefaultRules.all().stream()
                        .filter(rule -> !rule.id().equals(DEVICE_CLOCK))
                        .toList()));
        for (int minute = 0; minute < 3; minute++) {
            other.gas(minute * 60, minute * 60 - 600, 12);
        }

        assertThat(other.alarms).extracting(Alarm::rule).containsExactly(GAS_LEAK);
    }

    @Test
    void everyKindIsJudgedByTheArrivalThen() {
        WatchedDevice cover = new WatchedDevice(FacilityKind.MANHOLE);
        for (int day = 0; day < 4; day++) {
            cover.says(
                    day * 86_400,
                    Reading.at(at(day * 86_400 - 900))
                            .with(Metric.TILT_DEG, 100)
                            .build());
        }

        assertThat(cover.alarm("manhole-tilt").onset()).isEqualTo(at(2 * 86_400));
        assertThat(cover.alarm(DEVICE_CLOCK).active()).isTrue();
    }

    private void runsBehind(double seconds) {
        for (int minute = 0; minute < 3; minute++) {
            device.gas(minute * 60, minute * 60 - seconds, 0);
        }
        assertThat(device.alarms).extracting(Alarm::rule).containsExactly(DEVICE_CLOCK);
    }
}
