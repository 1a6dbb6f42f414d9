package io.citywatch.standalone.rejected;

import io.citywatch.telemetry.rejected.RejectedMessage;
import io.citywatch.telemetry.topic.LogTopics;
import io.citywatch.telemetry.topic.ThingsBoardTopic;
import io.citywatch.telemetry.topic.UplinkTopic;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * What was said, as it was received.
 *
 * @param received on which topic, when it came first, by whom, and as what
 * @param payload what came
 */
record Said(RejectedMessage.Received received, byte[] payload) {
    /** What stands in the uplink. */
    static Said of(ConsumerRecord<byte[], byte[]> record) {
        String topic = text(record, LogTopics.HEADER_TOPIC);
        Long first = number(record, LogTopics.HEADER_RETRY);
        Long arrival = first == null ? number(record, LogTopics.HEADER_ARRIVAL) : first;
        return new Said(
                new RejectedMessage.Received(
                        topic == null ? "" : topic,
                        arrival == null ? record.timestamp() : arrival,
                        text(record, LogTopics.HEADER_PRINCIPAL),
                        text(record, LogTopics.HEADER_CONTENT_TYPE)),
                record.value() == null ? new byte[0] : record.value());
    }

    /**
     * Its record in the uplink when it is sent through again; null when it can't be. That goes for the records of the log's own
     * topics, which are no messages, and for what an edge node of Sparkplug B said, which means something only in its place among
     * all that it said: a birth or a death read again would end its session, data would be read by the aliases of another.
     */
    @Nullable
    ProducerRecord<byte[], byte[]> again(long now) {
        UplinkTopic topic = topic();
        if (topic == null) {
            return null;
        }
        var record = new ProducerRecord<>(
                LogTopics.UPLINK, null, now, utf8(topic.address().device()), payload);
        record.headers().add(LogTopics.HEADER_TOPIC, utf8(received.topic()));
        if (received.contentType() != null) {
            record.headers().add(LogTopics.HEADER_CONTENT_TYPE, utf8(received.contentType()));
        }
        record.headers()
                .add(LogTopics.HEADER_QOS, new byte[] {1})
                .add(
                        LogTopics.HEADER_RETRY,
                        ByteBuffer.allocate(Long.BYTES)
                                .putLong(received.arrival())
                                .array());
        if (received.principal() != null) {
            record.headers().add(LogTopics.HEADER_PRINCIPAL, utf8(received.principal()));
        }
        return record;
    }

    private @Nullable UplinkTopic topic() {
        UplinkTopic own = UplinkTopic.parse(received.topic());
        if (own != null) {
            return own;
        }
        ThingsBoardTopic thingsBoard = ThingsBoardTopic.parse(received.topic(), received.principal());
        return thingsBoard == null ? null : thingsBoard.uplink();
    }

    private static @Nullable String text(ConsumerRecord<byte[], byte[]> record, String header) {
        Header found = record.headers().lastHeader(header);
        return found == null || found.value() == null ? null : new String(found.value(), StandardCharsets.UTF_8);
    }

    private static @Nullable Long number(ConsumerRecord<byte[], byte[]> record, String header) {
        Header found = record.headers().lastHeader(header);
        return found == null || found.value() == null || found.value().length != Long.BYTES
                ? null
                : Long.valueOf(ByteBuffer.wrap(found.value()).getLong());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
