package io.citywatch.telemetry.command;

import io.citywatch.telemetry.topic.Names;
import io.citywatch.telemetry.topic.SparkplugTopic;
import java.io.IOException;
import org.eclipse.tahu.protobuf.SparkplugBProto;

/**
 * What an edge node is asked when something it said can't be read or is missing: to be born again, with all its devices.
 *
 * @param district the edge node's group
 * @param node the edge node
 * @param t when it was asked, in milliseconds since 1970 UTC
 * @param expires when the question is of no more use, in milliseconds since 1970 UTC: whoever connects later is born anyway
 */
public record RebirthRequest(String district, String node, long t, long expires) {
    /** What {@code command} is in the log. */
    public static final String COMMAND = "rebirth";

    private static final long LIFE_MILLIS = 60_000;
    /** The metric of an edge node by which it is asked. */
    public static final String METRIC = "Node Control/Rebirth";

    /** The number of the data type Boolean. */
    private static final int BOOLEAN = 11;

    public RebirthRequest {
        if (!Names.isDistrict(district) || !Names.isDevice(node)) {
            throw new IllegalArgumentException("'" + district + "/" + node + "' is no edge node");
        }
    }

    /** The request to the edge node that spoke on that topic. */
    public static RebirthRequest of(SparkplugTopic topic, long t) {
        return new RebirthRequest(topic.district(), topic.node(), t, t + LIFE_MILLIS);
    }

    /** The key in the log: {@code {district}/{edge node}}. */
    public String key() {
        return district + '/' + node;
    }

    /** The same request has the same id each time it is derived. */
    public String id() {
        return key() + '~' + COMMAND + '~' + t;
    }

    /** The MQTT topic on which the edge node hears it. */
    public String topic() {
        return topic(district, node);
    }

    /** The MQTT topic on which that edge node hears such requests, and others. */
    public static String topic(String district, String node) {
        return SparkplugTopic.ROOT + district + '/' + SparkplugTopic.NODE_COMMAND + '/' + node;
    }

    /**
     * Whether a payload on that topic is such a request.
     *
     * @throws IOException when it is not Sparkplug B
     */
    public static boolean isIn(byte[] payload) throws IOException {
        return SparkplugBProto.Payload.parseFrom(payload).getMetricsList().stream()
                .anyMatch(metric -> metric.getName().equals(METRIC) && metric.getBooleanValue());
    }

    /** The payload in Sparkplug B. */
    public byte[] payload() {
        return SparkplugBProto.Payload.newBuilder()
                .setTimestamp(t)
                .addMetrics(SparkplugBProto.Payload.Metric.newBuilder()
                        .setName(METRIC)
                        .setTimestamp(t)
                        .setDatatype(BOOLEAN)
                        .setBooleanValue(true))
                .build()
                .toByteArray();
    }
}
