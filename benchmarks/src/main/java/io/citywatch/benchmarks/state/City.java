package io.citywatch.benchmarks.state;

import io.citywatch.benchmarks.log.BenchLog;
import io.citywatch.ingest.log.Sender;
import io.citywatch.ingest.log.UplinkRoute;
import io.citywatch.telemetry.codec.DeviceMessageEncoder;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.UplinkTopic;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Gas detectors in homes of all districts, behind concentrators, twenty to a building: with the names, assets and buildings of
 * the lengths that a city's have.
 */
final class City {
    /** Codes of districts; formatting them for each message would take longer than the rest. */
    private static final List<String> DISTRICTS =
            IntStream.rangeClosed(1, 11).mapToObj("4108%02d"::formatted).toList();

    private static final int FIRST_SERIAL = 10_000_000;
    private static final int DEVICES_PER_BUILDING = 20;
    private static final int DEVICES_PER_CONCENTRATOR = 500;
    private static final int REPORT_SECONDS = 3600;

    private final BenchLog log;
    private final int devices;

    City(BenchLog log, int devices) {
        this.log = log;
        this.devices = devices;
    }

    int devices() {
        return devices;
    }

    void born(int device, long t) throws InterruptedException {
        var neighbours = new Birth.Neighbours(
                district(device) + "0030150" + (FIRST_SERIAL + home(device, DEVICES_PER_BUILDING)), null, null);
        append(
                address(device),
                Channel.BIRTH,
                new Birth(
                        t,
                        district(device) + "01" + (FIRST_SERIAL + device),
                        AssetState.COMMISSIONED,
                        new Birth.Identity("GD-20V", "1.4.2", "detector_with_solenoid_valve"),
                        new Birth.Place(35.2153, 113.2613, null, neighbours),
                        new Birth.Share(1, 0, 0),
                        0,
                        REPORT_SECONDS),
                concentrator(device));
    }

    void reads(int device, long t, long seq) throws InterruptedException {
        append(
                address(device),
                Channel.TELEMETRY,
                Reading.at(t)
                        .seq(seq)
                        .with(Metric.GAS_LEL, 0.125)
                        .with(Metric.BATTERY_PCT, 88)
                        .with(Metric.RSSI_DBM, -97)
                        .build(),
                concentrator(device));
    }

    /** Gas in a home of that name. */
    void leaks(String name, long t) throws InterruptedException {
        DeviceAddress address = new DeviceAddress(DISTRICTS.get(0), FacilityKind.GAS, name);
        append(
                address,
                Channel.TELEMETRY,
                Reading.at(t).with(Metric.GAS_LEL, 25).build(),
                name);
    }

    private void append(DeviceAddress address, Channel channel, DeviceMessage message, String principal)
            throws InterruptedException {
        UplinkTopic topic = new UplinkTopic(address, channel);
        log.append(
                new UplinkRoute(topic, topic.name()),
                new Sender(principal),
                message.t(),
                DeviceMessageEncoder.encode(message));
    }

    private static DeviceAddress address(int device) {
        return new DeviceAddress(district(device), FacilityKind.GAS, "8643210" + (FIRST_SERIAL + device));
    }

    private static String district(int device) {
        return DISTRICTS.get(device % DISTRICTS.size());
    }

    private static String concentrator(int device) {
        return "concentrator/" + district(device) + "/c-" + home(device, DEVICES_PER_CONCENTRATOR);
    }

    /** The number of the building or concentrator within the district. */
    private static int home(int device, int size) {
        return device / DISTRICTS.size() / size;
    }
}
