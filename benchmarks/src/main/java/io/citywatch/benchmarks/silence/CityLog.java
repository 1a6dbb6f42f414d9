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

/** What the gateway would append: births, leaks, other readings, and a tick each second. */
final class CityLog {
    /** Districts of another city begin so. */
    static final String ELSEWHERE = "4109";

    private static final int DEVICES_PER_CONCENTRATOR = 500;
    /** Other devices, which measure in turn. */
    private static final int OTHERS = 10_000;

    private static final int REPORT_SECONDS = 60;
    private static final long TICK_MILLIS = 1000;

    private final BenchLog log;
    private final long listeningSince;
    private long ticked;
    private int elsewhere;

    CityLog(BenchLog log, long listeningSince) {
        this.log = log;
        this.listeningSince = listeningSince;
    }

    /** The device is installed, and says nothing more. */
    void born(int device, int districts, long arrival) throws InterruptedException {
        String district = String.format("4108%02d", 1 + device % districts);
        String concentrator = "concentrator/" + district + "/c-" + device / districts / DEVICES_PER_CONCENTRATOR;
        born(new DeviceAddress(district, FacilityKind.GAS, "gas-" + device), concentrator, arrival);
    }

    /** All devices of a concentrator of another city are installed, and say nothing more. */
    void bornElsewhere(long arrival) throws InterruptedException {
        String district = ELSEWHERE + "01";
        String concentrator = "concentrator/" + district + "/c-" + elsewhere;
        for (int i = 0; i < DEVICES_PER_CONCENTRATOR; i++) {
            born(new DeviceAddress(district, FacilityKind.GAS, "elsewhere-" + elsewhere++), concentrator, arrival);
        }
    }

    private void born(DeviceAddress address, String concentrator, long arrival) throws InterruptedException {
        Birth birth = new Birth(
                arrival,
                "asset-" + address.device(),
                AssetState.COMMISSIONED,
                new Birth.Identity("GD-20N", "1.4.2", "detector_networked"),
                Birth.Place.UNKNOWN,
                Birth.Share.NONE,
                0,
                REPORT_SECONDS);
        append(address, Channel.BIRTH, arrival, birth, concentrator);
    }

    /** One of the other devices, which take turns, measures nothing unusual. */
    void read(long turn) throws InterruptedException {
        long now = System.currentTimeMillis();
        String device = "other-" + turn % OTHERS;
        append(
                new DeviceAddress("410811", FacilityKind.GAS, device),
                Channel.TELEMETRY,
                now,
                Reading.at(now).with(Metric.GAS_LEL, 1.5).build(),
                device);
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
