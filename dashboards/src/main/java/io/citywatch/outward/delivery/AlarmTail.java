package io.citywatch.outward.delivery;

import io.citywatch.outward.notice.NewTransitions;
import io.citywatch.outward.notice.Notice;
import io.citywatch.telemetry.topic.LogTopics;
import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@code citywatch.alarms} from a mark on, as transitions. What lies before the mark is read once, to know which
 * transitions are old. Not thread-safe.
 */
final class AlarmTail implements AutoCloseable {
    /** What one look at the log brings at most. */
    static final int MAX_RECORDS = 200;

    private static final Logger log = LoggerFactory.getLogger(AlarmTail.class);
    private static final TopicPartition PARTITION = new TopicPartition(LogTopics.ALARMS, 0);
    private static final Duration POLL = Duration.ofMillis(200);
    /**
     * By how much records of different devices may be out of the order of their versions: the alarm job's tasks read
     * their parts of the log side by side.
     */
    private static final long DISORDER_MILLIS = 60_000;

    private final Consumer<byte[], byte[]> consumer;
    private final Counter unreadable;
    private final NewTransitions transitions;
    private final Mark start;

    private AlarmTail(Consumer<byte[], byte[]> consumer, Counter unreadable, NewTransitions transitions, Mark start) {
        this.consumer = consumer;
        this.unreadable = unreadable;
        this.transitions = transitions;
        this.start = start;
    }

    /**
     * Begins at that mark; at the end of the log when there is none, or when it lies beyond the end since the log is another
     * one.
     *
     * @param consumer is closed with the tail
     */
    static AlarmTail open(Consumer<byte[], byte[]> consumer, @Nullable Mark mark, Counter unreadable) {
        try {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            long end = consumer.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L);
            boolean known = mark != null && mark.offset() <= end;
            long from = known && mark != null ? mark.offset() : end;
            long floor = known && mark != null ? Math.max(0, mark.version() - DISORDER_MILLIS) : 0;
            NewTransitions transitions = new NewTransitions(floor);
            while (consumer.position(PARTITION) < from) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.offset() < from) {
                        skip(record, transitions);
                    }
                }
            }
            consumer.seek(PARTITION, from);
            return new AlarmTail(
                    consumer,
                    unreadable,
                    transitions,
                    new Mark(from, Math.max(known && mark != null ? mark.version() : 0, transitions.highestSkipped())));
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    private static void skip(ConsumerRecord<byte[], byte[]> record, NewTransitions transitions) {
        try {
            if (record.value() != null) {
                transitions.skip(record.value());
            }
        } catch (IOException e) {
            // Counted when it was read the first time.
            log.atDebug().addKeyValue("offset", record.offset()).log("A record of the alarms can't be read");
        }
    }

    /** Where it began. */
    Mark start() {
        return start;
    }

    /** Where in the log it will read next. */
    long position() {
        return consumer.position(PARTITION);
    }

    /** The transitions that have come, oldest first; waits so long for some. */
    List<Notice> poll(Duration wait) {
        List<Notice> notices = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
            if (record.value() == null) {
                continue;
            }
            try {
                notices.addAll(transitions.in(record.value(), record.offset()));
            } catch (IOException e) {
                unreadable.increment();
                log.atWarn()
                        .addKeyValue("offset", record.offset())
                        .addKeyValue("reason", e.getClass().getSimpleName())
                        .log("A record of the alarms can't be read and nobody outside is told of it");
            }
        }
        return notices;
    }

    @Override
    public void close() {
        // A round is stopped by an interruption, which would break off an orderly farewell to the log.
        boolean interrupted = Thread.interrupted();
        consumer.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
