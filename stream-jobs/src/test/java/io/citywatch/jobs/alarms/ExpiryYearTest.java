package io.citywatch.jobs.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.alarms.figures.AlarmStep;
import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.facility.SensorState;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A district whose 10,000 gas sensors come to the end of their service life over a year, in the time of the log, each replaced ten
 * days later.
 */
class ExpiryYearTest extends AlarmFunctionWithGroups {
    private static final int SENSORS = 10_000;
    private static final int REPLACED_AFTER_DAYS = 10;
    private static final int LAST_DAY = 365 + REPLACED_AFTER_DAYS + 1;
    private static final int RESTART = 200;
    private static final double HOUR = 3600;
    private static final double DAY = 24 * HOUR;
    private static final String PARENT = "group.district.410802~gas-sensor-expired";

    private final TreeMap<Double, List<AlarmInput>> plan = new TreeMap<>();
    private final int[] expired = new int[LAST_DAY + 1];

    @Test
    void theOperatorSeesOneAlarmInAllThatTime() throws Exception {
        for (int i = 0; i < SENSORS; i++) {
            plan(i);
        }

        for (int day = 0; day < LAST_DAY; day++) {
            if (day == RESTART) {
                restart();
            }
            for (int hour = 6; hour <= 24; hour += 6) {
                double end = day * DAY + hour * HOUR;
                for (List<AlarmInput> due : plan.headMap(end).values()) {
                    for (AlarmInput input : due) {
                        harness.processElement(input, 0);
                    }
                }
                plan.headMap(end).clear();
                comesTo(end);
            }
            assertThat(standing()).as("day %d", day).hasSize(expired[day] == 0 ? 0 : 1);
            assertThat(hidden()).as("day %d", day).isEmpty();
            if (expired[day] > 0) {
                assertThat(active()).as("day %d", day).isEqualTo(expired[day]);
            }
        }

        assertThat(calls).extracting(AlarmStep::alarm).containsExactly(PARENT);
        assertThat(Objects.requireNonNull(view.get(PARENT)).active()).isFalse();
        assertThat(Objects.requireNonNull(view.get(PARENT).handling().members()).count())
                .isEqualTo(SENSORS);
        assertThat(districts.numKeyedStateEntries()).isZero();
    }

    /** What one sensor and its successor say: births twice, and one late; readings twice. */
    private void plan(int i) {
        int day = i * 365 / SENSORS;
        double start = day * DAY + (i % 20) * HOUR + (i % 45 + 1) * 60;
        String old = "OLD-" + i;
        String asset = String.format("4108020111%06d", i);
        Birth born = birth(asset, start, AssetState.COMMISSIONED);
        says(old, start, Channel.BIRTH, born);
        says(old, start + 1, Channel.BIRTH, born);
        says(old, start + 2, Channel.BIRTH, birth(asset, start - DAY, AssetState.REGISTERED));
        for (int report = 0; report < 3; report++) {
            double t = start + 3 + report * HOUR;
            says(old, t, Channel.TELEMETRY, reading(t, SensorState.EXPIRED));
            says(old, t + 1, Channel.TELEMETRY, reading(t, SensorState.EXPIRED));
        }
        double end = start + REPLACED_AFTER_DAYS * DAY;
        Birth gone = birth(asset, end, AssetState.DECOMMISSIONED);
        says(old, end, Channel.BIRTH, gone);
        says(old, end + 1, Channel.BIRTH, gone);
        says(old, end + 2, Channel.BIRTH, born);
        says("NEW-" + i, end + 3, Channel.BIRTH, birth(asset, end, AssetState.COMMISSIONED));
        says("NEW-" + i, end + 4, Channel.TELEMETRY, reading(end + 4, SensorState.NORMAL));
        for (int known = day; known < day + REPLACED_AFTER_DAYS; known++) {
            expired[known]++;
        }
    }

    private static Birth birth(String asset, double t, AssetState state) {
        return new Birth(
                at(t),
                asset,
                state,
                new Birth.Identity("GD-20N", "1.4.2", "detector_standalone"),
                Birth.Place.UNKNOWN,
                Birth.Share.NONE,
                0,
                3600);
    }

    private static Reading reading(double t, SensorState state) {
        return Reading.at(at(t)).with(Metric.GAS_LEL, 0).with(state).build();
    }

    private void says(String device, double second, Channel channel, DeviceMessage message) {
        DeviceAddress address = new DeviceAddress("410802", FacilityKind.GAS, device);
        plan.computeIfAbsent(second, any -> new ArrayList<>())
                .add(new AlarmInput.Heard(new DeviceUplink(address, channel, at(second), List.of(message), null)));
    }

    private int active() {
        return Objects.requireNonNull(view.get(PARENT).handling().members()).active();
    }
}
