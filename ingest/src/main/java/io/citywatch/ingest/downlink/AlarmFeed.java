package io.citywatch.ingest.downlink;

import io.citywatch.ingest.admission.DevicesInAlarm;
import io.citywatch.ingest.metrics.GatewayMeter;
import io.citywatch.ingest.metrics.GatewayMeters;
import io.citywatch.ingest.routing.Publication;
import io.citywatch.ingest.routing.Router;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.topic.MqttTopics;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Retains each alarm on its topic while it stands, and empties the topic when it does not any more. Of two states of an alarm
 * the one with the higher version holds, in whatever order they come. Keeps the devices in alarm with it. Used by one
 * thread.
 */
final class AlarmFeed {
    /** Alarms are offered at the highest QoS; each listener gets them at the one it has asked for. */
    private static final int QOS = 2;

    private static final byte[] EMPTY = {};

    private final Router router;
    private final DevicesInAlarm inAlarm;
    private final GatewayMeters meters;
    private final Map<String, Known> known = new HashMap<>();

    AlarmFeed(Router router, DevicesInAlarm inAlarm, GatewayMeters meters) {
        this.router = router;
        this.inAlarm = inAlarm;
        this.meters = meters;
    }

    void apply(Alarm alarm, byte[] json) {
        Known before = known.get(alarm.id());
        if (before != null && alarm.version() <= before.version) {
            meters.count(GatewayMeter.DOWNLINK, "alarm-outdated");
            return;
        }
        meters.count(GatewayMeter.DOWNLINK, "alarm");
        String topic = alarm.state().stands() ? MqttTopics.alarm(alarm) : null;
        String device = alarm.source().device();
        known.put(alarm.id(), new Known(alarm.version(), device, topic));
        boolean stood = before != null && before.topic != null;
        if (topic != null && !stood) {
            inAlarm.raised(device);
        } else if (topic == null && stood) {
            inAlarm.over(device);
        }
        // The new topic first: a listener never sees an alarm gone that has only worsened.
        if (topic != null) {
            router.publishRetained(new Publication(topic, json, QOS, true));
        }
        if (before != null && before.topic != null && !before.topic.equals(topic)) {
            router.publishRetained(new Publication(before.topic, EMPTY, QOS, true));
        }
    }

    /** The alarm was deleted from the log. */
    void remove(String id) {
        Known before = known.remove(id);
        if (before != null && before.topic != null) {
            inAlarm.over(before.device);
            router.publishRetained(new Publication(before.topic, EMPTY, QOS, true));
        }
    }

    /** What is known of an alarm; its topic while it stands. */
    private record Known(long version, String device, @Nullable String topic) {}
}
