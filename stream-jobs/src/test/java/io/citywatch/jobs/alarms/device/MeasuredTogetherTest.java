package io.citywatch.jobs.alarms.device;

import static io.citywatch.jobs.alarms.device.WatchedDevice.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.alarms.AlarmMeter;
import io.citywatch.jobs.alarms.aggregate.AggregateReading;
import io.citywatch.jobs.alarms.rule.RuleBook;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction.Verb;
import io.citywatch.telemetry.alarm.AlarmGroup;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.AlarmText;
import io.citywatch.telemetry.alarm.GroupFinding;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.alarm.Transition;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.facility.SensorState;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.Reading;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a device says to the series of its group, and what becomes of the group's alarm. Buckets are of a minute, 10 s late. */
class MeasuredTogetherTest {
    private static final String DETECTOR =
            """
            {"type": "randomCutForest", "metric": "%s", "group": "%s", "bucketSeconds": 60, "latenessSeconds": 10,
             "score": 0.8, "severity": "medium"}""";

    @Test
    void whatADeviceInServiceMeasuresGoesToItsMain() {
        WatchedDevice device = OneRule.of(FacilityKind.WATER_PIPE, DETECTOR.formatted("pressureKpa", "main"));
        device.says(0, pressure(0, 300));
        born(device, 1, AssetState.INSTALLED, "M-1");
        device.says(2, pressure(2, 301));
        born(device, 3, AssetState.COMMISSIONED, "M-1");

        device.says(4, pressure(4, 302));
        device.says(5, Reading.at(at(5)).with(Metric.FLOW_M3H, 3).build());
        born(device, 6, AssetState.COMMISSIONED, null);
        device.says(7, pressure(7, 303));

        assertThat(device.aggregates).singleElement().satisfies(reading -> {
            assertThat(reading.key()).isEqualTo("group.main.410811.M-1~it");
            assertThat(reading.device()).isEqualTo(device.address.device());
            assertThat(reading.t()).isEqualTo(at(4));
            assertThat(reading.value()).isEqualTo(302);
            assertThat(reading.simulated()).isFalse();
            assertThat(reading.terms().kind()).isEqualTo(FacilityKind.WATER_PIPE);
        });
        assertThat(device.counted(AlarmMeter.AGGREGATED)).isEqualTo(1);
    }

    @Test
    void whatComesWhenItsBucketIsClosedCountsInNone() {
        WatchedDevice device = OneRule.of(FacilityKind.WATER_PIPE, DETECTOR.formatted("pressureKpa", "district"));
        born(device, 0, AssetState.COMMISSIONED, null);
        double end = (Math.floorDiv(at(0), 60_000) + 1) * 60.0 - WatchedDevice.START / 1000.0;

        device.says(end + 9.999, pressure(end - 1, 300));
        device.says(end + 10, pressure(end - 0.5, 301));
        device.says(end + 400, pressure(end + 30, 302));

        assertThat(device.aggregates).extracting(AggregateReading::value).containsExactly(300.0);
        assertThat(device.counted(AlarmMeter.LATE)).isEqualTo(1);
        assertThat(device.counted(AlarmMeter.OLD_NEWS)).isEqualTo(1);
    }

    @Test
    void whereSomebodyWorksNothingCounts() {
        WatchedDevice device = OneRule.of(FacilityKind.WATER_PIPE, DETECTOR.formatted("pressureKpa", "district"));
        born(device, 0, AssetState.COMMISSIONED, null);
        device.acts(1, 1, OneRule.IT, Verb.SUPPRESS, "flushing", 60.0, "WO-1");
        device.says(2, pressure(2, 0));

        device.says(70, pressure(70, 300));

        assertThat(device.aggregates).extracting(AggregateReading::value).containsExactly(300.0);
        assertThat(device.aggregates.get(0).key()).isEqualTo("group.district.410811~it");
    }

    @Test
    void aConcentrationFromASensorThatWarmsUpIsNoEvidence() {
        WatchedDevice device = OneRule.of(FacilityKind.GAS, DETECTOR.formatted("gasLel", "district"));
        born(device, 0, AssetState.COMMISSIONED, null);

        device.says(1, WatchedDevice.lel(1, 50, SensorState.WARMUP));
        device.says(2, WatchedDevice.lel(2, 1, SensorState.NORMAL));

        assertThat(device.aggregates).extracting(AggregateReading::value).containsExactly(1.0);
    }

    @Test
    void theAlarmOfAGroupHasALifeOfItsOwn() {
        WatchedDevice group = OneRule.of(FacilityKind.WATER_PIPE, DETECTOR.formatted("pressureKpa", "main"));

        group.told(70, OneRule.IT, Verb.RAISE, found(60, 240.0));
        group.told(70, OneRule.IT, Verb.RAISE, found(60, 240.0));
        Alarm raised = group.alarm(OneRule.IT);
        group.acknowledges(80, OneRule.IT);
        group.told(190, OneRule.IT, Verb.CLEAR, found(60, 300.0));
        group.told(70, OneRule.IT, Verb.RAISE, found(60, 240.0));

        assertThat(raised.state()).isEqualTo(AlarmState.UNACK);
        assertThat(raised.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(raised.text().en()).isEqualTo("Main M-1: A");
        assertThat(raised.evidence()).isEqualTo(new Alarm.Evidence("pressureKpa", 240.0, null));
        assertThat(raised.handling().members()).isNull();
        assertThat(group.causes(OneRule.IT)).containsExactly("raise", "acknowledge", "clear");
        assertThat(group.alarm(OneRule.IT).history())
                .extracting(Transition::value)
                .containsExactly(240.0, null, 300.0);
        assertThat(group.counted(AlarmMeter.MOOT)).isEqualTo(2);
    }

    @Test
    void aRuleThatLooksAtDevicesHasNoAlarmOfAGroup() {
        WatchedDevice device = OneRule.of(
                FacilityKind.WATER_PIPE,
                "{\"type\": \"level\", \"metric\": \"pressureKpa\", \"steps\": [{\"limit\": 9, \"severity\": \"low\"}]}");

        device.told(70, OneRule.IT, Verb.RAISE, found(60, 240.0));

        assertThat(device.alarms).isEmpty();
        assertThat(device.counted(AlarmMeter.MOOT)).isEqualTo(1);
    }

    @Test
    void withoutSuchARuleNothingIsSaid() {
        WatchedDevice device = new WatchedDevice(FacilityKind.WATER_PIPE, new RuleBook(List.of()));
        born(device, 0, AssetState.COMMISSIONED, "M-1");

        device.says(1, pressure(1, 300));

        assertThat(device.aggregates).isEmpty();
    }

    private static GroupFinding found(double onset, double kpa) {
        return new GroupFinding(
                at(onset),
                Severity.MEDIUM,
                null,
                new AlarmGroup(
                        FacilityKind.WATER_PIPE,
                        "410811",
                        new AlarmText("管道 M-1：甲", "Main M-1: A"),
                        null,
                        false,
                        new Alarm.Evidence("pressureKpa", kpa, null)));
    }

    private static Reading pressure(double second, double kpa) {
        return OneRule.reading(second, Metric.PRESSURE_KPA, kpa);
    }

    private static void born(WatchedDevice device, double second, AssetState state, @Nullable String main) {
        device.says(
                second,
                new Birth(
                        at(second),
                        "4108110111000042",
                        state,
                        Birth.Identity.UNKNOWN,
                        new Birth.Place(null, null, null, new Birth.Neighbours(null, main, null)),
                        Birth.Share.NONE,
                        0,
                        60));
    }
}
