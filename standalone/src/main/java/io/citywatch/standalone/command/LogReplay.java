package io.citywatch.standalone.command;

import io.citywatch.jobs.log.LogSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What a topic holds now, in the order of its records' times across all partitions: as it came to the platform. So what happened at
 * devices of several partitions happens together again. Not thread-safe.
 */
final class LogReplay {
    private static final Duration POLL = Duration.ofMillis(200);
    /** Of a partition that is ahead so much waits for the others, and no more. */
    private static final int AHEAD = 2_000;

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Part> parts = new LinkedHashMap<>();
    private final long total;
    private long taken;

    /** A replay of a topic from the first record of that time on; without one from the beginning. */
    LogReplay(Consumer<byte[], byte[]> consumer, String topic, @Nullable Instant from) {
        this.consumer = consumer;
        LogSpan span = from == null
                ? LogSpan.whole(consumer, List.of(topic))
                : LogSpan.between(consumer, topic, from.toEpochMilli(), Long.MAX_VALUE);
        span.ends().entrySet().stream()
                // Of records of the same time always the same comes first
                .sorted(Comparator.comparingInt(end -> end.getKey().partition()))
                .forEach(end -> parts.put(end.getKey(), new Part(end.getValue())));
        total = span.records();
    }

    private static final class Part {
        private final ArrayDeque<ConsumerRecord<byte[], byte[]>> ahead = new ArrayDeque<>();
        private final long end;

        Part(long end) {
            this.end = end;
        }
    }

    Collection<TopicPartition> partitions() {
        return parts.keySet();
    }

    /** The next record, or null when all are taken. Waits for the log. */
    @Nullable
    ConsumerRecord<byte[], byte[]> next() {
        while (!isKnownWhichIsNext()) {
            fetch();
        }
        Part first = null;
        for (Part part : parts.values()) {
            ConsumerRecord<byte[], byte[]> head = part.ahead.peek();
            ConsumerRecord<byte[], byte[]> best = first == null ? null : first.ahead.peek();
            if (head != null && (best == null || head.timestamp() < best.timestamp())) {
                first = part;
            }
        }
        if (first == null) {
            return null;
        }
        taken++;
        return first.ahead.remove();
    }

    /** How much of it was taken, in percent. */
    long percent() {
        return total == 0 ? 100 : 100 * taken / total;
    }

    private boolean isKnownWhichIsNext() {
        for (Map.Entry<TopicPartition, Part> part : parts.entrySet()) {
            if (part.getValue().ahead.isEmpty() && consumer.position(part.getKey()) < part.getValue().end) {
                return false;
            }
        }
        return true;
    }

    private void fetch() {
        List<TopicPartition> waiting = new ArrayList<>();
        List<TopicPartition> wanted = new ArrayList<>();
        parts.forEach((partition, part) -> (part.ahead.size() < AHEAD ? wanted : waiting).add(partition));
        consumer.pause(waiting);
        consumer.resume(wanted);
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            Part part = parts.get(new TopicPartition(record.topic(), record.partition()));
            if (part != null && record.offset() < part.end) {
                part.ahead.add(record);
            }
        }
    }
}
