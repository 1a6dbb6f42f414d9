package io.citywatch.console.view;

import io.citywatch.telemetry.topic.LogTopics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks how far the history is behind the log.
 *
 * <p>The historian notes in the log, as its group's offsets, up to where it has stored all; the first record behind that is the
 * oldest that InfluxDB has not. So a loss of long ago is not taken for a delay, and InfluxDB is not asked. One thread looks; any
 * number of threads read.
 */
public final class HistoryWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HistoryWatch.class);

    /** For each question to the log; one record that is there comes at once, on a log that is not busy. */
    private static final Duration ANSWER_TIME = Duration.ofSeconds(2);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final InstantSource clock;
    private @Nullable Consumer<byte[], byte[]> consumer;
    private volatile @Nullable Behind behind;

    /**
     * How far the history is behind.
     *
     * @param records records of the uplink that are not stored yet, marks of time included
     * @param seconds the age of the oldest of them; 0 when there is none
     */
    public record Behind(long records, long seconds) {}

    /**
     * Watches with a consumer of the historian's group, which it never joins.
     *
     * @param consumers makes the consumer, anew after each failure
     */
    public HistoryWatch(Supplier<Consumer<byte[], byte[]>> consumers, InstantSource clock) {
        this.consumers = consumers;
        this.clock = clock;
    }

    /** What was seen last; null while it is not known, as before the historian has run. */
    public @Nullable Behind behind() {
        return behind;
    }

    /** Looks, which takes some seconds at most. */
    public synchronized void look() {
        Consumer<byte[], byte[]> reader = consumer;
        try {
            if (reader == null) {
                reader = consumers.get();
                consumer = reader;
            }
            behind = measured(reader);
        } catch (KafkaException e) {
            log.atDebug().addKeyValue("reason", e.getMessage()).log("How far the history is behind is not known");
            behind = null;
            close();
        }
    }

    private @Nullable Behind measured(Consumer<byte[], byte[]> reader) {
        List<TopicPartition> partitions = reader.partitionsFor(LogTopics.UPLINK, ANSWER_TIME).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        reader.assign(partitions);
        reader.pause(partitions);
        Map<TopicPartition, OffsetAndMetadata> stored = reader.committed(Set.copyOf(partitions), ANSWER_TIME);
        Map<TopicPartition, Long> ends = reader.endOffsets(partitions, ANSWER_TIME);
        boolean isKnown = false;
        long records = 0;
        long oldest = Long.MAX_VALUE;
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata noted = stored.get(partition);
            if (noted == null) {
                continue;
            }
            isKnown = true;
            long missing = ends.getOrDefault(partition, 0L) - noted.offset();
            if (missing > 0) {
                records += missing;
                oldest = Math.min(oldest, timestamp(reader, partition, noted.offset()));
            }
        }
        return isKnown ? new Behind(records, Math.max(0, (clock.millis() - oldest) / 1000)) : null;
    }

    /** The time of the first record from that offset on, or the end of time when it does not come. */
    private static long timestamp(Consumer<byte[], byte[]> reader, TopicPartition partition, long offset) {
        reader.seek(partition, offset);
        reader.resume(List.of(partition));
        try {
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(ANSWER_TIME)) {
                return record.timestamp();
            }
            return Long.MAX_VALUE;
        } finally {
            reader.pause(List.of(partition));
        }
    }

    @Override
    public synchronized void close() {
        Consumer<byte[], byte[]> open = consumer;
        consumer = null;
        if (open != null) {
            try {
                open.close(CloseOptions.timeout(ANSWER_TIME));
            } catch (KafkaException e) {
                log.atDebug().addKeyValue("reason", e.getMessage()).log("A consumer did not close well");
            }
        }
    }
}
