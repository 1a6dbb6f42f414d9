package io.citywatch.jobs.cluster;

import io.citywatch.jobs.testkit.TestLog;
import io.citywatch.jobs.testkit.UplinkRecords;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.codec.DeviceMessageEncoder;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.LogTopics;
import io.citywatch.telemetry.topic.Tick;
import java.nio.charset.StandardCharsets;
import java.util.function.LongFunction;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a few dozen devices say, one message after the other by a clock of its own: the same each time.
 *
 * <p>As a city of ghosts it puts leaks of devices that never were at the same places in the log. Who reads on from a position
 * behind them never hears of a ghost.
 */
final class SmallCity {
    static final String DISTRICT = "410811";

    private static final long T = 1_700_000_000_000L;
    private static final long STEP_MILLIS = 50;
    private static final double LEAK_LEL = 25;

    private final TestLog log;
    private final boolean ghosts;
    private long t = T;
    private long readings;

    SmallCity(TestLog log, boolean ghosts) {
        this.log = log;
        this.ghosts = ghosts;
        passes(0);
    }

    static DeviceAddress gas(int number) {
        return new DeviceAddress(DISTRICT, FacilityKind.GAS, "gas-" + number);
    }

    static String leak(int number) {
        return gas(number).device() + "~gas-leak";
    }

    /** How many readings of gas have been sent. */
    long readings() {
        return readings;
    }

    /** Detectors are commissioned, from one number to before another. */
    void isBorn(int from, int to) {
        for (int i = from; i < to; i++) {
            isBorn(gas(i), "asset-" + i, AssetState.COMMISSIONED);
        }
    }

    void isBorn(DeviceAddress device, String asset, AssetState state) {
        says(
                device,
                Channel.BIRTH,
                new Birth(
                        t,
                        asset,
                        state,
                        new Birth.Identity("GD-20N", "1.4.2", "detector_networked"),
                        Birth.Place.UNKNOWN,
                        new Birth.Share(1, 0, 0),
                        0,
                        3600));
    }

    /** Detectors smell a leak. */
    void leaks(int from, int to) {
        for (int i = from; i < to; i++) {
            measures(i, LEAK_LEL);
        }
    }

    /** Detectors smell nothing. */
    void isCalm(int from, int to) {
        for (int i = from; i < to; i++) {
            measures(i, 0.5);
        }
    }

    void measures(int detector, double gasLel) {
        says(
                gas(detector),
                Channel.TELEMETRY,
                Reading.at(t).with(Metric.GAS_LEL, gasLel).build());
        readings++;
    }

    void says(DeviceAddress device, Channel channel, DeviceMessage message) {
        t += STEP_MILLIS;
        if (ghosts) {
            DeviceAddress ghost = new DeviceAddress(DISTRICT, FacilityKind.GAS, "ghost-" + device.device());
            byte[] leak = DeviceMessageEncoder.encode(
                    Reading.at(t).with(Metric.GAS_LEL, LEAK_LEL).build());
            log.send(UplinkRecords.of(device.device(), ghost.topic(Channel.TELEMETRY), t, leak));
        } else {
            log.send(UplinkRecords.of(device, channel, t, message));
        }
    }

    /** What is no device's own message: an edge node's. */
    void sends(LongFunction<ProducerRecord<byte[], byte[]>> record) {
        t += STEP_MILLIS;
        ProducerRecord<byte[], byte[]> said = record.apply(t);
        if (ghosts) {
            String key = new String(said.key(), StandardCharsets.UTF_8);
            DeviceAddress ghost = new DeviceAddress(DISTRICT, FacilityKind.GAS, "ghost-" + key.replace('/', '-'));
            byte[] leak = DeviceMessageEncoder.encode(
                    Reading.at(t).with(Metric.GAS_LEL, LEAK_LEL).build());
            log.send(UplinkRecords.of(key, ghost.topic(Channel.TELEMETRY), t, leak));
        } else {
            log.send(said);
        }
    }

    /** A reading of gas that an edge node sends. */
    void measuresByEdgeNode(LongFunction<ProducerRecord<byte[], byte[]>> record) {
        sends(record);
        readings++;
    }

    /** The time of what is said next. */
    long now() {
        return t + STEP_MILLIS;
    }

    /** Time passes, and the gateway says so. */
    void passes(long millis) {
        t += millis;
        log.tick(new Tick(t, T - 600_000));
    }

    /** An operator does something to a leak's alarm. */
    void does(int detector, AlarmAction.Verb verb, @Nullable String reason) {
        does(new AlarmAction(leak(detector), gas(detector).device(), verb, t, "operator/li", reason, null, null, null));
    }

    /** An operator does something, which ghosts do to an alarm that never was. */
    void does(AlarmAction action) {
        AlarmAction done = ghosts
                ? new AlarmAction(
                        "ghost-" + action.alarm(),
                        action.device(),
                        AlarmAction.Verb.COMMENT,
                        action.t(),
                        action.by(),
                        "a ghost",
                        null,
                        null,
                        null)
                : action;
        log.send(LogTopics.ALARM_ACTIONS, done.device(), LogJson.encode(done));
    }
}
