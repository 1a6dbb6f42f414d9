package io.citywatch.ingest.log;

import io.citywatch.telemetry.topic.LogTopics;
import io.citywatch.telemetry.topic.UplinkTopic;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Where in the log a message goes: its MQTT topic and the device whose it is, as the log has them. */
public final class UplinkRoute {
    /** The fields and the headers of a record in the log, generously. */
    private static final int RECORD_OVERHEAD = 128;

    private final byte[] topic;
    private final byte[] device;

    /**
     * The way of messages on that topic.
     *
     * @param topic the MQTT topic's name in UTF-8; from now on the log's
     * @param device the device's name in UTF-8; from now on the log's
     */
    public UplinkRoute(byte[] topic, byte[] device) {
        this.topic = topic;
        this.device = device;
    }

    /** The way of messages on a device's topic. */
    public UplinkRoute(UplinkTopic topic, String name) {
        this(name.getBytes(StandardCharsets.UTF_8), topic.address().device().getBytes(StandardCharsets.UTF_8));
    }

    /** The MQTT topic's name. */
    public String name() {
        return new String(topic, StandardCharsets.UTF_8);
    }

    /** Whether it is the way of messages on the topic of that name, in UTF-8. */
    public boolean isFor(byte[] name) {
        return Arrays.equals(topic, name);
    }

    /** The device's name. */
    public String device() {
        return new String(device, StandardCharsets.UTF_8);
    }

    byte[] key() {
        return device;
    }

    Header header() {
        return new RecordHeader(LogTopics.HEADER_TOPIC, topic);
    }

    /** What a message on this topic adds to the bytes in flight besides its payload. */
    public int overheadBytes() {
        return device.length + topic.length + RECORD_OVERHEAD;
    }
}
