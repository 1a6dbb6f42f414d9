package io.citywatch.ingest.log;

import io.citywatch.telemetry.codec.Convention;
import io.citywatch.telemetry.topic.LogTopics;
import io.citywatch.telemetry.topic.SparkplugTopic;
import io.citywatch.telemetry.topic.ThingsBoardTopic;
import io.citywatch.telemetry.topic.UplinkTopic;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** Where in the log a message goes: its MQTT topic, and the device or edge node by which it is kept in order. */
public final class UplinkRoute {
    /** The fields and the headers of a record in the log, generously. */
    private static final int RECORD_OVERHEAD = 128;

    private static final Header SENML_JSON = contentType(Convention.SENML_JSON);
    private static final Header SENML_CBOR = contentType(Convention.SENML_CBOR);

    private final byte[] topic;
    private final byte[] key;
    private final boolean isLive;
    private final @Nullable Header contentType;

    private UplinkRoute(byte[] topic, byte[] key, boolean isLive, @Nullable Header contentType) {
        this.topic = topic;
        this.key = key;
        this.isLive = isLive;
        this.contentType = contentType;
    }

    /**
     * The way of messages on that topic.
     *
     * @param topic the MQTT topic's name in UTF-8; from now on the log's
     * @param device the device's name in UTF-8; from now on the log's
     */
    public UplinkRoute(byte[] topic, byte[] device) {
        this(topic, device, true, null);
    }

    /** The way of messages on a device's topic. */
    public UplinkRoute(UplinkTopic topic, String name) {
        this(utf8(name), utf8(topic.address().device()));
    }

    /** All that one edge node says stands in one partition: it can be read in its order only. */
    public static UplinkRoute of(SparkplugTopic topic, String name) {
        return new UplinkRoute(utf8(name), utf8(topic.nodeKey()));
    }

    /**
     * The way of what a device says on a topic under {@value ThingsBoardTopic#ROOT}. Such a topic is one name for the topics of
     * many devices: nobody can watch it.
     */
    public static UplinkRoute ofThingsBoard(String name, String device) {
        return new UplinkRoute(utf8(name), utf8(device), false, null);
    }

    /** The same with the content type of one message, if that names another convention than the platform's own. */
    public UplinkRoute with(@Nullable String messageContentType) {
        Convention convention = messageContentType == null ? null : Convention.ofContentType(messageContentType);
        if (convention == Convention.SENML_JSON) {
            return new UplinkRoute(topic, key, isLive, SENML_JSON);
        }
        return convention == Convention.SENML_CBOR ? new UplinkRoute(topic, key, isLive, SENML_CBOR) : this;
    }

    /** The MQTT topic's name. */
    public String name() {
        return new String(topic, StandardCharsets.UTF_8);
    }

    /** Whether it is the way of messages on the topic of that name, in UTF-8. */
    public boolean isFor(byte[] name) {
        return Arrays.equals(topic, name);
    }

    /** The device's name; of an edge node {@code {district}/{edge node}}. */
    public String device() {
        return new String(key, StandardCharsets.UTF_8);
    }

    /** Whether messages on the topic go to those who watch it. */
    public boolean isLive() {
        return isLive;
    }

    byte[] key() {
        return key;
    }

    Header header() {
        return new RecordHeader(LogTopics.HEADER_TOPIC, topic);
    }

    @Nullable
    Header contentType() {
        return contentType;
    }

    /** What a message on this topic adds to the bytes in flight besides its payload. */
    public int overheadBytes() {
        return key.length + topic.length + RECORD_OVERHEAD;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Header contentType(Convention convention) {
        return new RecordHeader(LogTopics.HEADER_CONTENT_TYPE, utf8(String.valueOf(convention.contentType())));
    }
}
