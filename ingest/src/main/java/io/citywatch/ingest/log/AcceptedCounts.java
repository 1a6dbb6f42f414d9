package io.citywatch.ingest.log;

import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.ledger.LedgerCounts;
import io.citywatch.telemetry.ledger.LedgerPart;
import io.citywatch.telemetry.topic.LogTopics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this run of the gateway has had confirmed by the log, by the minute of arrival, and its statement of that in the
 * books.
 *
 * <p>What is stated is absolute and stated again until the log has it. What was confirmed after the last statement of a run
 * that is killed is never stated; the log itself is the second witness. When nothing comes it states that, so that time goes
 * on in the books. Thread-safe.
 */
final class AcceptedCounts implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AcceptedCounts.class);

    private static final Duration PERIOD = Duration.ofSeconds(2);
    /** After this many periods in which nothing has changed the present minute is stated all the same. */
    private static final int QUIET_PERIODS = 5;
    /** As long as the books are open; nothing is under way to the log for longer. */
    private static final Duration KEPT = Duration.ofDays(7);

    private static final Duration LAST_STATEMENT_PATIENCE = Duration.ofSeconds(1);

    private final Producer<byte[], byte[]> producer;
    private final String source;
    private final Clock clock;
    private final ConcurrentSkipListMap<Long, Minute> minutes = new ConcurrentSkipListMap<>();
    private final ScheduledExecutorService timer;
    private volatile @Nullable Minute newest;
    /** Used by the timer's thread only. */
    private int quietPeriods;

    AcceptedCounts(Producer<byte[], byte[]> producer, String gateway, Clock clock) {
        this.producer = producer;
        this.source = gateway + '-' + UUID.randomUUID();
        this.clock = clock;
        timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "gateway-ledger");
            thread.setDaemon(true);
            return thread;
        });
        var unused = timer.scheduleWithFixedDelay(
                this::stateRegularly, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Counts a message that the log has confirmed. */
    void add(long arrivalMillis) {
        Minute minute = newest;
        if (minute == null
                || arrivalMillis < minute.start
                || arrivalMillis >= minute.start + LedgerPart.MINUTE_MILLIS) {
            minute = minutes.computeIfAbsent(LedgerPart.minuteOf(arrivalMillis), Minute::new);
            newest = minute;
        }
        minute.accepted.increment();
    }

    private void stateRegularly() {
        long now = clock.millis();
        if (!stateChanged(now).isEmpty()) {
            quietPeriods = 0;
        } else if (++quietPeriods >= QUIET_PERIODS) {
            quietPeriods = 0;
            state(minutes.computeIfAbsent(LedgerPart.minuteOf(now), Minute::new), now);
        }
        minutes.headMap(now - KEPT.toMillis()).values().removeIf(minute -> minute.stated == minute.accepted.sum());
    }

    private List<CompletableFuture<Void>> stateChanged(long now) {
        List<CompletableFuture<Void>> statements = new ArrayList<>();
        for (Map.Entry<Long, Minute> each : minutes.entrySet()) {
            Minute minute = each.getValue();
            if (minute.accepted.sum() != minute.stated) {
                statements.add(state(minute, now));
            }
        }
        return statements;
    }

    private CompletableFuture<Void> state(Minute minute, long now) {
        long accepted = minute.accepted.sum();
        LedgerPart part = new LedgerPart(source, minute.start, now, LedgerCounts.accepted(accepted));
        CompletableFuture<Void> stated = new CompletableFuture<>();
        producer.send(
                new ProducerRecord<>(
                        LogTopics.LEDGER_PARTS,
                        null,
                        now,
                        part.key().getBytes(StandardCharsets.UTF_8),
                        LogJson.encode(part)),
                (metadata, failure) -> {
                    if (failure == null) {
                        minute.stated = accepted;
                    }
                    stated.complete(null);
                });
        return stated;
    }

    /** States what is left to state, if the log takes it soon. */
    @Override
    public void close() {
        timer.shutdownNow();
        try {
            CompletableFuture.allOf(stateChanged(clock.millis()).toArray(CompletableFuture[]::new))
                    .get(LAST_STATEMENT_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | IllegalStateException e) {
            log.atDebug().addKeyValue("reason", e.toString()).log("the last messages are left to the log to witness");
        }
    }

    private static final class Minute {
        private final long start;
        private final LongAdder accepted = new LongAdder();
        /** What the log has of it; a later statement is confirmed later, since the topic has one partition. */
        private volatile long stated;

        Minute(long start) {
            this.start = start;
        }
    }
}
