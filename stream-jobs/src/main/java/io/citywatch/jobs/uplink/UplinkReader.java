package io.citywatch.jobs.uplink;

import io.citywatch.telemetry.codec.Decoded;
import io.citywatch.telemetry.codec.JsonUplinkDecoder;
import io.citywatch.telemetry.codec.UplinkDecoder;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.rejected.RejectReason;
import io.citywatch.telemetry.rejected.RejectedMessage;
import io.citywatch.telemetry.rejected.Rejection;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.LogTopics;
import io.citywatch.telemetry.topic.Tick;
import io.citywatch.telemetry.topic.UplinkTopic;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Makes an {@link Uplink} of a record of the log.
 *
 * <p>Nothing that stands in the log makes it throw: what it can't use is an {@link UnusableUplink} or a rejection. Not
 * thread-safe.
 */
final class UplinkReader {
    /** About 10 MB when full; of 740,160 devices the ones that speak most often are in it. */
    private static final int CACHED_TOPICS = 1 << 14;

    private static final byte[] NOTHING = {};

    private final EnumSet<Channel> decoded;
    private final boolean rejections;
    private final UplinkDecoder decoder = new JsonUplinkDecoder();
    private final TopicCache topics = new TopicCache(CACHED_TOPICS);

    UplinkReader(UplinkContent content) {
        decoded = EnumSet.noneOf(Channel.class);
        decoded.addAll(content.decoded());
        rejections = content.rejections();
    }

    Uplink read(ConsumerRecord<byte[], byte[]> record) {
        byte[] topicName = null;
        byte[] principal = null;
        long arrival = record.timestamp();
        for (Header header : record.headers()) {
            switch (header.key()) {
                case LogTopics.HEADER_TOPIC -> topicName = header.value();
                case LogTopics.HEADER_ARRIVAL -> arrival = arrival(header.value(), arrival);
                case LogTopics.HEADER_PRINCIPAL -> principal = header.value();
                case LogTopics.HEADER_TICK -> {
                    return tick(header.value(), arrival);
                }
                default -> {
                    // The QoS, and headers of a newer gateway: no job needs them.
                }
            }
        }
        byte[] payload = record.value() == null ? NOTHING : record.value();
        UplinkTopic topic = topicName == null ? null : topics.topic(topicName);
        if (topic == null) {
            return unusable(topicName, arrival, principal, payload);
        }
        if (!decoded.contains(topic.channel())) {
            return new DeviceUplink(topic.address(), topic.channel(), arrival, List.of(), null);
        }
        Decoded content = decoder.decode(topic, payload, arrival);
        List<DeviceMessage> messages = content.messages();
        RejectedMessage rejected = rejections && content.isRejected()
                ? new RejectedMessage(topic.name(), arrival, text(principal), content.rejections(), payload)
                : null;
        return new DeviceUplink(topic.address(), topic.channel(), arrival, messages, rejected);
    }

    private static Uplink tick(byte[] value, long timestamp) {
        try {
            return new UplinkTick(Tick.ofBytes(value));
        } catch (IllegalArgumentException e) {
            var rejection = new Rejection(RejectReason.WRONG_SHAPE, "header tick: " + e.getMessage());
            return new UnusableUplink(new RejectedMessage("", timestamp, null, List.of(rejection), value));
        }
    }

    private static Uplink unusable(
            byte @Nullable [] topicName, long arrival, byte @Nullable [] principal, byte[] payload) {
        String topic = text(topicName);
        var rejection = new Rejection(
                RejectReason.UNKNOWN_TOPIC,
                topic == null
                        ? "the record has no header topic"
                        : "'" + topic + "' is no topic on which a device speaks");
        return new UnusableUplink(
                new RejectedMessage(topic == null ? "" : topic, arrival, text(principal), List.of(rejection), payload));
    }

    private static long arrival(byte[] value, long timestamp) {
        return value.length == Long.BYTES ? ByteBuffer.wrap(value).getLong() : timestamp;
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
