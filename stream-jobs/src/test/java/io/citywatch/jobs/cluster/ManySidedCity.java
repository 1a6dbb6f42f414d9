package io.citywatch.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citywatch.jobs.testkit.SparkplugRecords;
import io.citywatch.jobs.testkit.TestLog;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmAction.Verb;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link SmallCity} does not have: devices of the other kinds, an edge node of Sparkplug B whose aliases its births explain,
 * bays that are occupied, and operators who put alarms aside.
 */
final class ManySidedCity {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final DeviceAddress OPEN_COVER = device(FacilityKind.MANHOLE, "mh-1");
    private static final DeviceAddress SHELVED_COVER = device(FacilityKind.MANHOLE, "mh-2");
    private static final DeviceAddress COVER_IN_REPAIR = device(FacilityKind.MANHOLE, "mh-3");
    private static final DeviceAddress FULL_STATION = device(FacilityKind.WASTE, "ws-1");
    private static final DeviceAddress BAY = device(FacilityKind.PARKING, "pk-1");
    private static final DeviceAddress GAS_PIPE = device(FacilityKind.GAS_PIPE, "gp-1");
    private static final DeviceAddress WATER_PIPE = device(FacilityKind.WATER_PIPE, "wp-1");
    private static final String TILT = "manhole-tilt";
    private static final long SHELVED_MILLIS = Duration.ofMinutes(10).toMillis();

    private final SmallCity city;
    private final SparkplugRecords edgeNode = new SparkplugRecords("c-1", "sp-1");

    ManySidedCity(SmallCity city) {
        this.city = city;
    }

    void beforeTheSavepoint() {
        for (DeviceAddress each :
                new DeviceAddress[] {OPEN_COVER, SHELVED_COVER, COVER_IN_REPAIR, FULL_STATION, BAY, GAS_PIPE, WATER_PIPE
                }) {
            city.isBorn(each, "asset-" + each.device(), AssetState.COMMISSIONED);
        }
        city.sends(edgeNode::nodeBirth);
        // A birth has its metrics' values, which are a reading.
        city.measuresByEdgeNode(edgeNode::deviceBirth);
        city.measuresByEdgeNode(t -> edgeNode.reading(t, 1));
        measures(GAS_PIPE, Metric.PRESSURE_KPA, 300);
        measures(WATER_PIPE, Metric.PRESSURE_KPA, 350);
        measures(BAY, Metric.OCCUPIED, 0);
        city.passes(60_000);
        measures(BAY, Metric.OCCUPIED, 1);
        for (DeviceAddress cover : new DeviceAddress[] {OPEN_COVER, SHELVED_COVER, COVER_IN_REPAIR}) {
            measures(cover, Metric.TILT_DEG, 95);
        }
        measures(FULL_STATION, Metric.FILL_PCT, 85);
        city.passes(2000);
    }

    void awaitAlarms(LoggedAlarms alarms) {
        for (DeviceAddress cover : new DeviceAddress[] {OPEN_COVER, SHELVED_COVER, COVER_IN_REPAIR}) {
            awaitState(alarms, cover, TILT, AlarmState.UNACK);
        }
        awaitState(alarms, FULL_STATION, "waste-full", AlarmState.UNACK);
    }

    /** Operators put aside what has a reason. */
    void isWorkedOn() {
        city.does(action(SHELVED_COVER, TILT, Verb.SHELVE, city.now() + SHELVED_MILLIS, null));
        city.does(action(COVER_IN_REPAIR, TILT, Verb.OUT_OF_SERVICE, null, "WO-7"));
        city.does(action(FULL_STATION, "waste-full", Verb.SUPPRESS, city.now() + 6 * SHELVED_MILLIS, "WO-8"));
        city.passes(2000);
    }

    void awaitPutAside(LoggedAlarms alarms) {
        awaitState(alarms, SHELVED_COVER, TILT, AlarmState.SHELVED);
        awaitState(alarms, COVER_IN_REPAIR, TILT, AlarmState.OUT_OF_SERVICE);
        awaitState(alarms, FULL_STATION, "waste-full", AlarmState.SUPPRESSED);
    }

    /** After the savepoint: each goes on from where it was. */
    void goesOn(LoggedAlarms alarms, TestLog log) {
        edgeNode.goesOnAfter(3);
        city.measuresByEdgeNode(t -> edgeNode.reading(t, 25));
        measures(OPEN_COVER, Metric.TILT_DEG, 0);
        measures(BAY, Metric.OCCUPIED, 0);
        city.does(action(COVER_IN_REPAIR, TILT, Verb.RETURN_TO_SERVICE, null, null));
        city.does(action(FULL_STATION, "waste-full", Verb.UNSUPPRESS, null, null));
        city.passes(SHELVED_MILLIS);
        city.passes(2000);

        awaitState(alarms, device(FacilityKind.GAS, "sp-1"), "gas-leak", AlarmState.UNACK);
        awaitState(alarms, OPEN_COVER, TILT, AlarmState.RTNUN);
        awaitState(alarms, SHELVED_COVER, TILT, AlarmState.UNACK);
        awaitState(alarms, COVER_IN_REPAIR, TILT, AlarmState.UNACK);
        awaitState(alarms, FULL_STATION, "waste-full", AlarmState.UNACK);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(stays(log))
                .as("the stay that had begun before")
                .isEqualTo(1));
    }

    private static long stays(TestLog log) throws IOException {
        byte[] parking = log.newest(LogTopics.CENSUS).get("parking/" + SmallCity.DISTRICT);
        return parking == null
                ? 0
                : LogJson.parkingCount(parking).hours().stream()
                        .mapToLong(hour -> hour.figures().stays())
                        .sum();
    }

    private static void awaitState(LoggedAlarms alarms, DeviceAddress device, String rule, AlarmState state) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            Map<String, Alarm> newest = alarms.newest();
            assertThat(newest).containsKey(device.device() + '~' + rule);
            assertThat(newest.get(device.device() + '~' + rule).state())
                    .as("%s of %s", rule, device.device())
                    .isEqualTo(state);
        });
    }

    private AlarmAction action(
            DeviceAddress device, String rule, Verb verb, @Nullable Long until, @Nullable String workOrder) {
        return new AlarmAction(
                device.device() + '~' + rule,
                device.device(),
                verb,
                city.now(),
                "operator/li",
                "road works",
                until,
                workOrder,
                null);
    }

    private void measures(DeviceAddress device, Metric metric, double value) {
        long t = city.now();
        city.says(device, Channel.TELEMETRY, Reading.at(t).with(metric, value).build());
    }

    private static DeviceAddress device(FacilityKind kind, String name) {
        return new DeviceAddress(SmallCity.DISTRICT, kind, name);
    }
}
