package io.citywatch.jobs.uplink;

import io.citywatch.telemetry.codec.Decoded;
import io.citywatch.telemetry.codec.JsonUplinkDecoder;
import io.citywatch.telemetry.codec.UplinkDecoder;
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
 * <p>Nothing that stands in the log makes it throw: what it can't use is an {@link UnusableUplink} or a rejection. Topics are
 * parsed each time: with more devices than fit into the processor's caches, looking one up costs more than reading it. Not
 * thread-safe.
 */
final class UplinkReader {
    private static final byte[] NOTHING = {};

    private final EnumSet<Channel> decoded;
    private final boolean rejections;
    private final UplinkDecoder decoder = new JsonUplinkDecoder();

    UplinkReader(UplinkContent content) {
        decoded = EnumSet.noneOf(Channel.class);
        decoded.addAll(content.decoded());
        rejections = content.rejections();
    }

    Uplink read(ConsumerRecord<byte[], byte[]> record) {
        String topicName = null;
        Long stamped = null;
        for (Header header : record.headers()) {
            switch (header.key()) {
                case LogTopics.HEADER_TOPIC -> topicName = new String(header.value(), StandardCharsets.UTF_8);
                case LogTopics.HEADER_ARRIVAL -> stamped = arrival(header.value());
                case LogTopics.HEADER_TICK -> {
                    return tick(header.value(), record.timestamp());
                }
                default -> {
                    // The QoS, and headers of a newer gateway: no job needs them.
                }
            }
            if (topicName != null && stamped != null) {
                // Each further key would be decoded for nothing.
                break;
            }
        }
        long arrival = stamped == null ? record.timestamp() : stamped;
        byte[] payload = record.value() == null ? NOTHING : record.value();
        UplinkTopic topic = topicName == null ? null : UplinkTopic.parse(topicName);
        if (topic == null) {
            return unusable(topicName, arrival, principal(record), payload);
        }
        if (!decoded.contains(topic.channel())) {
            return new DeviceUplink(topic.address(), topic.channel(), arrival, List.of(), null);
        }
        Decoded content = decoder.decode(topic, payload, arrival);
        RejectedMessage rejected = rejections && content.isRejected()
                ? new RejectedMessage(topic.name(), arrival, principal(record), content.rejections(), payload)
                : null;
        return new DeviceUplink(topic.address(), topic.channel(), arrival, content.messages(), rejected);
    }

    private static Uplink tick(byte[] value, long timestamp) {
        try {
            return new UplinkTick(Tick.ofBytes(value));
        } catch (IllegalArgumentException e) {
            var rejection = new Rejection(RejectReason.WRONG_SHAPE, "header tick: " + e.getMessage());
            return new UnusableUplink(new RejectedMessage("", timestamp, null, List.of(rejection), value));
        }
    }

    private static Uplink unusable(@Nullable String topic, long arrival, @Nullable String principal, byte[] payload) {
        var rejection = new Rejection(
                RejectReason.UNKNOWN_TOPIC,
                topic == null
                        ? "the record has no header topic"
                        : "'" + topic + "' is no topic on which a device speaks");
        return new UnusableUplink(
                new RejectedMessage(topic == null ? "" : topic, arrival, principal, List.of(rejection), payload));
    }

    private static @Nullable Long arrival(byte[] value) {
        return value.length == Long.BYTES ? ByteBuffer.wrap(value).getLong() : null;
    }

    private static @Nullable String principal(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(LogTopics.HEADER_PRINCIPAL);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
