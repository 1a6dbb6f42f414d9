package io.citywatch.benchmarks.silence;

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
import io.citywatch.telemetry.topic.Tick;
import io.citywatch.telemetry.topic.UplinkTopic;

/** What the gateway would append: births, leaks, and a tick each second. */
final class CityLog {
    private static final int DEVICES_PER_CONCENTRATOR = 500;
    private static final int REPORT_SECONDS = 60;
    private static final long TICK_MILLIS = 1000;

    private final BenchLog log;
    private final long listeningSince;
    private long ticked;

    CityLog(BenchLog log, long listeningSince) {
        this.log = log;
        this.listeningSince = listeningSince;
    }

    /** The device is installed, and says nothing more. */
    void born(int device, int districts, long arrival) throws InterruptedException {
        String district = String.format("4108%02d", 1 + device % districts);
        Birth birth = new Birth(
                arrival,
                "asset-" + device,
                AssetState.COMMISSIONED,
                new Birth.Identity("GD-20N", "1.4.2", "detector_networked"),
                Birth.Place.UNKNOWN,
                Birth.Share.NONE,
                0,
                REPORT_SECONDS);
        String concentrator = "concentrator/" + district + "/c-" + device / districts / DEVICES_PER_CONCENTRATOR;
        append(
                new DeviceAddress(district, FacilityKind.GAS, "gas-" + device),
                Channel.BIRTH,
                arrival,
                birth,
                concentrator);
    }

    /** Gas in a home. */
    void leaks(String device) throws InterruptedException {
        long now = System.currentTimeMillis();
        append(
                new DeviceAddress("410811", FacilityKind.GAS, device),
                Channel.TELEMETRY,
                now,
                Reading.at(now).with(Metric.GAS_LEL, 25).build(),
                device);
    }

    /** The gateway's mark of time, if a second has passed. */
    void tick() throws InterruptedException {
        long now = System.currentTimeMillis();
        if (now - ticked >= TICK_MILLIS) {
            ticked = now;
            log.tick(new Tick(now, listeningSince));
        }
    }

    private void append(DeviceAddress address, Channel channel, long arrival, DeviceMessage message, String principal)
            throws InterruptedException {
        UplinkTopic topic = new UplinkTopic(address, channel);
        log.append(
                new UplinkRoute(topic, topic.name()),
                new Sender(principal),
                arrival,
                DeviceMessageEncoder.encode(message));
    }
}
