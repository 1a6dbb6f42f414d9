package io.citywatch.jobs.log;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/**
 * The offsets between which a span lies in topics. The consumer that finds it is set upon them, at its begin.
 *
 * @param begins by partition, where it begins
 * @param ends by partition, where it ends, excluded
 */
public record LogSpan(Map<TopicPartition, Long> begins, Map<TopicPartition, Long> ends) {
    /** Messages of several connections and gateways stand in the log a little out of the order of their arrival. */
    private static final long DISORDER_MILLIS = 60_000;

    /** All that stands in the topics now. */
    public static LogSpan whole(Consumer<byte[], byte[]> log, List<String> topics) {
        List<TopicPartition> partitions = assigned(log, topics);
        return begun(log, log.beginningOffsets(partitions), log.endOffsets(partitions));
    }

    /**
     * What arrived from a time on until another.
     *
     * @param to {@code Long.MAX_VALUE}: what stands in the log now
     */
    public static LogSpan between(Consumer<byte[], byte[]> log, String topic, long from, long to) {
        List<TopicPartition> partitions = assigned(log, List.of(topic));
        Map<TopicPartition, Long> ends = new HashMap<>(log.endOffsets(partitions));
        Map<TopicPartition, Long> begins = new HashMap<>();
        offsets(log, partitions, from)
                .forEach((partition, found) ->
                        begins.put(partition, found == null ? ends.get(partition) : Long.valueOf(found.offset())));
        if (to < Long.MAX_VALUE - DISORDER_MILLIS) {
            offsets(log, partitions, to + DISORDER_MILLIS).forEach((partition, found) -> {
                if (found != null) {
                    ends.put(partition, found.offset());
                }
            });
        }
        return begun(log, begins, ends);
    }

    /** Whether it begins where the log does. */
    public boolean isFromTheBeginning(Consumer<byte[], byte[]> log) {
        return log.beginningOffsets(begins.keySet()).entrySet().stream()
                .allMatch(first -> first.getValue() >= begins.getOrDefault(first.getKey(), 0L));
    }

    /** Whether a record of the topics lies in it. */
    public boolean holds(ConsumerRecord<byte[], byte[]> record) {
        return record.offset() < ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
    }

    /** Whether the consumer has passed all of it. */
    public boolean isRead(Consumer<byte[], byte[]> log) {
        return ends.entrySet().stream().allMatch(end -> log.position(end.getKey()) >= end.getValue());
    }

    /** How many records there are. */
    public long records() {
        long all = 0;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            all += Math.max(0, end.getValue() - begins.getOrDefault(end.getKey(), 0L));
        }
        return all;
    }

    /** How many of them the consumer has passed. */
    public long read(Consumer<byte[], byte[]> log) {
        long read = 0;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            read += Math.max(
                    0, Math.min(log.position(end.getKey()), end.getValue()) - begins.getOrDefault(end.getKey(), 0L));
        }
        return read;
    }

    /**
     * Sets the consumer to the beginning of the log in partitions where it stands before that.
     *
     * @return how many records of the span it passes over with that
     */
    public long skipDropped(Consumer<byte[], byte[]> log, Collection<TopicPartition> partitions) {
        long dropped = 0;
        for (Map.Entry<TopicPartition, Long> beginning :
                log.beginningOffsets(partitions).entrySet()) {
            long position = log.position(beginning.getKey());
            long end = ends.getOrDefault(beginning.getKey(), 0L);
            dropped += Math.max(0, Math.min(beginning.getValue(), end) - position);
            log.seek(beginning.getKey(), Math.max(beginning.getValue(), position));
        }
        return dropped;
    }

    private static List<TopicPartition> assigned(Consumer<byte[], byte[]> log, List<String> topics) {
        List<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> log.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        log.assign(partitions);
        return partitions;
    }

    private static LogSpan begun(
            Consumer<byte[], byte[]> log, Map<TopicPartition, Long> begins, Map<TopicPartition, Long> ends) {
        begins.forEach(log::seek);
        return new LogSpan(Map.copyOf(begins), Map.copyOf(ends));
    }

    private static Map<TopicPartition, OffsetAndTimestamp> offsets(
            Consumer<byte[], byte[]> log, List<TopicPartition> partitions, long t) {
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, t));
        return log.offsetsForTimes(times);
    }
}
