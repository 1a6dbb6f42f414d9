package io.citywatch.console.view;

import io.citywatch.telemetry.codec.Decoded;
import io.citywatch.telemetry.codec.UplinkCodecs;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.LogTopics;
import io.citywatch.telemetry.topic.UplinkTopic;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the last few records of the uplink, once a second or so.
 *
 * <p>It never reads the uplink as a whole: each glance asks where the partitions end and reads the last records of a few of
 * them in turn, so that it costs the same at ten messages a second and at fifty thousand. What a glance misses, nobody would
 * have had the time to read. Not thread-safe.
 */
final class UplinkSampler {
    /** More lines than this nobody reads in a second. */
    static final int MAX_READINGS = 20;
    /** Looked at in one glance; the others have their turn in the next ones. */
    private static final int MAX_PARTITIONS = 4;
    /** A partition gets one mark of time each second, beside its messages. */
    private static final int RECORDS_PER_PARTITION = MAX_READINGS + 2;

    private static final Duration ANSWER_TIME = Duration.ofSeconds(2);
    /** A glance that does not get its records within this time shows fewer. */
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> reader;
    private final UplinkCodecs codecs = new UplinkCodecs();
    private final Map<TopicPartition, Long> lastEnds = new HashMap<>();
    private long lastNanos;
    private int turn;

    UplinkSampler(Consumer<byte[], byte[]> reader) {
        this.reader = reader;
    }

    /** Looks at what has come in since the glance before; the first one looks a little back. */
    UplinkSample look(long nowNanos) {
        List<TopicPartition> partitions = reader.partitionsFor(LogTopics.UPLINK, ANSWER_TIME).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        reader.assign(partitions);
        reader.pause(partitions);
        Map<TopicPartition, Long> ends = reader.endOffsets(partitions, ANSWER_TIME);
        double rate = rate(ends, nowNanos);
        List<UplinkSample.Sampled> readings = newest(partitions, ends);
        lastEnds.putAll(ends);
        lastNanos = nowNanos;
        return new UplinkSample(rate, readings);
    }

    private double rate(Map<TopicPartition, Long> ends, long nowNanos) {
        if (lastEnds.isEmpty()) {
            return 0;
        }
        long records = 0;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            records += end.getValue() - lastEnds.getOrDefault(end.getKey(), end.getValue());
        }
        double seconds = (nowNanos - lastNanos) / 1e9;
        double ticks = ends.size() * seconds;
        return Math.max(0, (records - ticks) / seconds);
    }

    private List<UplinkSample.Sampled> newest(List<TopicPartition> partitions, Map<TopicPartition, Long> ends) {
        List<TopicPartition> chosen = new ArrayList<>();
        for (int i = 0; i < Math.min(MAX_PARTITIONS, partitions.size()); i++) {
            chosen.add(partitions.get((turn + i) % partitions.size()));
        }
        turn += chosen.size();
        reader.resume(chosen);
        Map<TopicPartition, Long> starts = reader.beginningOffsets(chosen, ANSWER_TIME);
        long wanted = 0;
        for (TopicPartition partition : chosen) {
            long end = ends.getOrDefault(partition, 0L);
            long from = Math.max(end - RECORDS_PER_PARTITION, lastEnds.getOrDefault(partition, 0L));
            from = Math.max(from, starts.getOrDefault(partition, 0L));
            reader.seek(partition, from);
            wanted += end - from;
        }
        List<UplinkSample.Sampled> found = new ArrayList<>();
        long deadline = System.nanoTime() + POLL.toNanos();
        while (wanted > 0 && System.nanoTime() < deadline) {
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                wanted--;
                decode(record, found);
            }
        }
        found.sort(Comparator.comparingLong(UplinkSample.Sampled::arrival).reversed());
        return found.subList(0, Math.min(MAX_READINGS, found.size()));
    }

    private void decode(ConsumerRecord<byte[], byte[]> record, List<UplinkSample.Sampled> found) {
        UplinkTopic topic = topic(record);
        if (topic == null || topic.channel() != Channel.TELEMETRY || record.value() == null) {
            return;
        }
        long arrival = arrival(record);
        Decoded decoded = codecs.decode(topic, contentType(record), record.value(), arrival);
        for (DeviceMessage message : decoded.messages()) {
            if (message instanceof Reading reading) {
                found.add(new UplinkSample.Sampled(topic.address(), arrival, reading));
            }
        }
    }

    /** The record's topic; null for a tick and for whatever is no message of a device. */
    private static @Nullable UplinkTopic topic(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(LogTopics.HEADER_TOPIC);
        return header == null ? null : UplinkTopic.parse(new String(header.value(), StandardCharsets.UTF_8));
    }

    private static @Nullable String contentType(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(LogTopics.HEADER_CONTENT_TYPE);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static long arrival(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(LogTopics.HEADER_ARRIVAL);
        return header == null || header.value().length != Long.BYTES
                ? record.timestamp()
                : ByteBuffer.wrap(header.value()).getLong();
    }
}
