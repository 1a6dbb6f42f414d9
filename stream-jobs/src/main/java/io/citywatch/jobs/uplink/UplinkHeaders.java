package io.citywatch.jobs.uplink;

import io.citywatch.telemetry.topic.LogTopics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The headers of one record of the uplink, found in one pass: a record's headers are a list of which each key has to be
 * decoded, and looking for each of them anew costs more than all else that is read of them. The keys are compared one after the
 * other, for a hash of each costs more than that. Used again for each record; not thread-safe.
 */
final class UplinkHeaders {
    private @Nullable Header topic;
    private @Nullable Header contentType;
    private @Nullable Header arrival;
    private @Nullable Header retry;
    private @Nullable Header tick;
    private @Nullable Header principal;

    /** Takes the headers of the next record. */
    void take(Headers headers) {
        topic = null;
        contentType = null;
        arrival = null;
        retry = null;
        tick = null;
        principal = null;
        for (Header header : headers) {
            String key = header.key();
            if (key.equals(LogTopics.HEADER_TOPIC)) {
                topic = header;
            } else if (key.equals(LogTopics.HEADER_PRINCIPAL)) {
                principal = header;
            } else if (key.equals(LogTopics.HEADER_CONTENT_TYPE)) {
                contentType = header;
            } else if (key.equals(LogTopics.HEADER_ARRIVAL)) {
                arrival = header;
            } else if (key.equals(LogTopics.HEADER_RETRY)) {
                retry = header;
            } else if (key.equals(LogTopics.HEADER_TICK)) {
                tick = header;
            }
            // The QoS, and headers of a newer gateway: no job needs them
        }
    }

    /** The MQTT topic's name. */
    @Nullable
    String topic() {
        return text(topic);
    }

    /** The MQTT topic's name in UTF-8. */
    byte @Nullable [] topicBytes() {
        return topic == null ? null : topic.value();
    }

    @Nullable
    String contentType() {
        return text(contentType);
    }

    /** The user name of the one who published. */
    @Nullable
    String principal() {
        return text(principal);
    }

    /** The user name of the one who published, in UTF-8; empty where it is not said. */
    byte[] principalBytes() {
        return principal == null || principal.value() == null ? UplinkReader.NOTHING : principal.value();
    }

    /** When the gateway says that the message arrived, in milliseconds since 1970 UTC. */
    @Nullable
    Long arrival() {
        return number(arrival);
    }

    /** Whether the message was rejected before, and is sent through again. */
    boolean isRetry() {
        return retry != null;
    }

    /** When a message that is sent through again came first, in milliseconds since 1970 UTC. */
    @Nullable
    Long firstArrival() {
        return number(retry);
    }

    /** What makes the record a mark of time. */
    byte @Nullable [] tick() {
        return tick == null ? null : tick.value();
    }

    private static @Nullable String text(@Nullable Header header) {
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static @Nullable Long number(@Nullable Header header) {
        byte[] value = header == null ? null : header.value();
        return value != null && value.length == Long.BYTES
                ? Long.valueOf(ByteBuffer.wrap(value).getLong())
                : null;
    }
}
