package io.citywatch.ingest.log;

import io.citywatch.telemetry.topic.LogTopics;
import io.citywatch.telemetry.topic.UplinkTopic;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** An uplink topic with what the log needs of it, made once and used for every message on the topic. */
public final class UplinkRoute {
    private final UplinkTopic topic;
    private final String name;
    private final byte[] key;
    private final Header header;

    public UplinkRoute(UplinkTopic topic, String name) {
        this.topic = topic;
        this.name = name;
        this.key = topic.address().device().getBytes(StandardCharsets.UTF_8);
        this.header = new RecordHeader(LogTopics.HEADER_TOPIC, name.getBytes(StandardCharsets.UTF_8));
    }

    public UplinkTopic topic() {
        return topic;
    }

    /** The topic's name. */
    public String name() {
        return name;
    }

    byte[] key() {
        return key;
    }

    Header header() {
        return header;
    }

    /** What a message on this topic adds to the bytes in flight besides its payload. */
    public int overheadBytes() {
        return key.length + name.length() + RECORD_OVERHEAD;
    }

    /** The fields and the other headers of a record in the log, generously. */
    private static final int RECORD_OVERHEAD = 128;
}
