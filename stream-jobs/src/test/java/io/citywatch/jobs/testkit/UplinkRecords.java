package io.citywatch.jobs.testkit;

import io.citywatch.telemetry.codec.DeviceMessageEncoder;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.LogTopics;
import io.citywatch.telemetry.topic.Tick;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;

/** Records of the uplink as the gateway appends them. */
public final class UplinkRecords {
    private UplinkRecords() {}

    /** A device's message. */
    public static ProducerRecord<byte[], byte[]> of(
            DeviceAddress address, Channel channel, long arrival, DeviceMessage message) {
        return of(address, channel, arrival, DeviceMessageEncoder.encode(message));
    }

    /** A device's payload. */
    public static ProducerRecord<byte[], byte[]> of(
            DeviceAddress address, Channel channel, long arrival, byte[] payload) {
        return of(address.device(), address.topic(channel), arrival, payload);
    }

    /** A payload on any topic. */
    public static ProducerRecord<byte[], byte[]> of(String key, String topic, long arrival, byte[] payload) {
        List<Header> headers = List.of(
                new RecordHeader(LogTopics.HEADER_TOPIC, utf8(topic)),
                new RecordHeader(
                        LogTopics.HEADER_ARRIVAL,
                        ByteBuffer.allocate(Long.BYTES).putLong(arrival).array()),
                new RecordHeader(LogTopics.HEADER_QOS, new byte[] {1}),
                new RecordHeader(LogTopics.HEADER_PRINCIPAL, utf8(key)));
        return new ProducerRecord<>(LogTopics.UPLINK, null, arrival, utf8(key), payload, headers);
    }

    /** A tick in one partition. */
    public static ProducerRecord<byte[], byte[]> tick(int partition, Tick tick) {
        List<Header> headers = List.of(new RecordHeader(LogTopics.HEADER_TICK, tick.toBytes()));
        return new ProducerRecord<>(LogTopics.UPLINK, partition, tick.t(), null, null, headers);
    }

    /** The record as a consumer gets it. */
    public static ConsumerRecord<byte[], byte[]> consumed(ProducerRecord<byte[], byte[]> record) {
        return new ConsumerRecord<>(
                record.topic(),
                0,
                0,
                record.timestamp(),
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
