package io.citywatch.jobs.alarms.device;

import static io.citywatch.jobs.alarms.device.WatchedDevice.at;
import static io.citywatch.jobs.alarms.device.WatchedDevice.lel;
import static io.citywatch.jobs.alarms.rule.DefaultRules.GAS_LEAK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.SensorState;
import io.citywatch.telemetry.message.AssetState;
import org.junit.jupiter.api.Test;

/** A gas sensor that says that it is past its service life, under the default rules. It reports each quarter of an hour. */
class SensorLifeTest {
    private static final String EXPIRED = "gas-sensor-expired";
    private static final double REPORT = 900;

    private final WatchedDevice device = new WatchedDevice(FacilityKind.GAS);

    @Test
    void aSensorPastItsLifeAsksToBeReplacedAndIsNoFault() {
        reports(0, 5, SensorState.EXPIRED);

        assertThat(device.alarms)
                .extracting(Alarm::rule, Alarm::severity, Alarm::onset)
                .containsExactly(tuple(EXPIRED, Severity.LOW, at(0)));
    }

    @Test
    void aSingleWordOfItIsNone() {
        reports(0, 3, SensorState.EXPIRED);
        reports(3, 10, SensorState.NORMAL);

        assertThat(device.alarms).isEmpty();
    }

    @Test
    void itStandsOverARestartOfTheSensorUntilItIsReplaced() {
        reports(0, 5, SensorState.EXPIRED);
        reports(5, 6, SensorState.WARMUP);
        reports(6, 20, SensorState.EXPIRED);
        assertThat(device.causes(EXPIRED)).containsExactly("raise");

        device.birth(20 * REPORT, AssetState.DECOMMISSIONED, "detector_networked", 0);

        assertThat(device.causes(EXPIRED)).containsExactly("raise", "clear");
    }

    @Test
    void whatItFindsIsAlarmedAsEver() {
        reports(0, 5, SensorState.EXPIRED);

        device.says(5 * REPORT, lel(5 * REPORT, 25, SensorState.EXPIRED));

        assertThat(device.alarm(GAS_LEAK).severity()).isEqualTo(Severity.CRITICAL);
    }

    private void reports(int from, int to, SensorState state) {
        for (int report = from; report < to; report++) {
            device.says(report * REPORT, lel(report * REPORT, 0, state));
        }
    }
}
