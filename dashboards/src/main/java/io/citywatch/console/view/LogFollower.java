package io.citywatch.console.view;

import io.citywatch.console.meter.ConsoleMeter;
import io.citywatch.telemetry.alarm.Alarm;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the compacted topics from their beginning and then follows them, on a thread of its own.
 *
 * <p>It belongs to no consumer group: every console reads everything. When the log fails it starts anew after a second, for
 * as long as it takes; the views keep what they had meanwhile, and {@link #state} says that they are stale.
 */
public final class LogFollower implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LogFollower.class);

    /** How long a poll waits when nothing comes; what comes ends the wait at once. */
    private static final Duration POLL = Duration.ofMillis(200);
    /** How often the log is asked where it ends, which is also how it is noticed that it does not answer. */
    private static final Duration PROBE_INTERVAL = Duration.ofSeconds(3);
    /** Within this time a log that is well answers, however busy the machine is. */
    private static final Duration ANSWER_TIME = Duration.ofSeconds(5);

    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Views views;
    private final MeterRegistry meters;
    private final ReaderThread thread = new ReaderThread("console-log", ANSWER_TIME);

    private volatile boolean caughtUp;
    private volatile long lastAnswerNanos = System.nanoTime();
    private volatile long lag;

    /**
     * Follows the log into those views.
     *
     * @param consumers makes a consumer, anew after each failure
     */
    public LogFollower(Supplier<Consumer<byte[], byte[]>> consumers, Views views, MeterRegistry meters) {
        this.consumers = consumers;
        this.views = views;
        this.meters = meters;
        ConsoleMeter.VIEW_LAG.gauge(meters, this, follower -> follower.lag);
    }

    /**
     * Begins to follow the log.
     *
     * @param listener is told of changes
     */
    public void start(ViewListener listener) {
        thread.start(() -> run(listener));
    }

    /** How the views stand to the log. */
    public LogState state() {
        if (!caughtUp) {
            return LogState.CATCHING_UP;
        }
        long silent = System.nanoTime() - lastAnswerNanos;
        return silent > PROBE_INTERVAL.plus(ANSWER_TIME).plus(RETRY_DELAY).toNanos() ? LogState.AWAY : LogState.CURRENT;
    }

    private void run(ViewListener listener) {
        while (!thread.isStopped()) {
            try (Consumer<byte[], byte[]> opened = thread.reads(consumers.get())) {
                follow(opened, listener);
            } catch (WakeupException | InterruptException e) {
                return;
            } catch (RuntimeException e) {
                log.atWarn()
                        .addKeyValue("reason", e.getMessage())
                        .log("The log can't be followed; trying again in a second");
            }
            if (thread.pause(RETRY_DELAY)) {
                return;
            }
        }
    }

    private void follow(Consumer<byte[], byte[]> reader, ViewListener listener) {
        List<TopicPartition> partitions = partitions(reader);
        if (partitions == null) {
            return;
        }
        reader.assign(partitions);
        reader.seekToBeginning(partitions);
        Map<TopicPartition, Long> start = reader.endOffsets(partitions, ANSWER_TIME);
        long nextProbeNanos = System.nanoTime();
        while (!thread.isStopped()) {
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                apply(record, caughtUp ? listener : Unheard.INSTANCE);
            }
            if (!caughtUp && behind(reader, start) == 0) {
                caughtUp = true;
                lastAnswerNanos = System.nanoTime();
                log.atInfo()
                        .addKeyValue("alarms", views.alarms().present())
                        .addKeyValue("devices", views.devices().size())
                        .log("The console has caught up with the log");
                listener.caughtUp();
            }
            if (System.nanoTime() - nextProbeNanos >= 0) {
                probe(reader, partitions);
                nextProbeNanos = System.nanoTime() + PROBE_INTERVAL.toNanos();
            }
        }
    }

    /** Every partition of the topics, or null when the follower was stopped before all of them were there. */
    private @Nullable List<TopicPartition> partitions(Consumer<byte[], byte[]> reader) {
        while (!thread.isStopped()) {
            List<TopicPartition> partitions = new ArrayList<>();
            boolean complete = true;
            for (String topic : Views.TOPICS) {
                var found = reader.partitionsFor(topic, ANSWER_TIME);
                complete &= !found.isEmpty();
                found.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
            }
            if (complete) {
                return partitions;
            }
            if (thread.pause(RETRY_DELAY)) {
                return null;
            }
        }
        return null;
    }

    private void probe(Consumer<byte[], byte[]> reader, List<TopicPartition> partitions) {
        try {
            lag = behind(reader, reader.endOffsets(partitions, ANSWER_TIME));
            lastAnswerNanos = System.nanoTime();
        } catch (TimeoutException e) {
            // Counted by the age of the last answer; the consumer itself goes on trying.
            log.atDebug().addKeyValue("reason", e.getMessage()).log("The log does not answer");
        }
    }

    private static long behind(Consumer<byte[], byte[]> reader, Map<TopicPartition, Long> ends) {
        long behind = 0;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            behind += Math.max(0, end.getValue() - reader.position(end.getKey(), ANSWER_TIME));
        }
        return behind;
    }

    private void apply(ConsumerRecord<byte[], byte[]> record, ViewListener listener) {
        try {
            if (record.key() == null) {
                throw new IOException("the record has no key");
            }
            views.apply(record, listener);
            ConsoleMeter.VIEW_RECORDS.counter(meters, "topic", record.topic()).increment();
        } catch (IOException e) {
            ConsoleMeter.VIEW_UNREADABLE
                    .counter(meters, "topic", record.topic())
                    .increment();
            // Only the platform's own jobs write these topics, so this is rare and a mistake of ours.
            log.atWarn()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("offset", record.offset())
                    .addKeyValue("reason", e.getMessage())
                    .log("A record of the log can't be read and is passed over");
        }
    }

    @Override
    public void close() {
        thread.close();
    }

    /** How the views stand to the log. */
    public enum LogState {
        /** The log was not read to its end yet. */
        CATCHING_UP,
        /** What the views say holds. */
        CURRENT,
        /** The log does not answer; the views show how things were when it last did. */
        AWAY
    }

    /** Nobody is told of what was before. */
    private enum Unheard implements ViewListener {
        INSTANCE;

        @Override
        public void caughtUp() {}

        @Override
        public void alarmChanged(Alarm alarm) {}

        @Override
        public void censusChanged() {}

        @Override
        public void figuresChanged() {}
    }
}
