package io.citywatch.ingest.log;

import io.citywatch.ingest.metrics.GatewayMeter;
import io.citywatch.ingest.metrics.GatewayMeters;
import io.citywatch.telemetry.topic.Tick;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Marks the time in the log: one tick to every partition of the uplink each second.
 *
 * <p>While the log does not answer there are no ticks, and time stands still for the jobs. When it answers again after a
 * pause in which the gateway had stopped reading, devices could not be heard for that long: the gateway then counts as having
 * listened only since.
 */
public final class LogClock implements AutoCloseable {
    /** How often the time is marked. */
    public static final Duration PERIOD = Duration.ofSeconds(1);
    /** A pause of the log beyond this makes devices look silent that were not. */
    private static final Duration BREAK = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(LogClock.class);

    private final KafkaUplinkLog uplink;
    private final int partitions;
    private final Clock clock;
    private final GatewayMeters meters;
    private final AtomicInteger unconfirmed = new AtomicInteger();
    private final CountDownLatch firstTick;
    private final ScheduledExecutorService timer;

    /** Used by the timer's thread only. */
    private long listeningSince;

    private long lastTick;

    private LogClock(KafkaUplinkLog uplink, int partitions, Clock clock, GatewayMeters meters) {
        this.uplink = uplink;
        this.partitions = partitions;
        this.clock = clock;
        this.meters = meters;
        firstTick = new CountDownLatch(partitions);
        timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "gateway-log-clock");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Begins to mark the time, at once. */
    public static LogClock start(KafkaUplinkLog uplink, int partitions, Clock clock, GatewayMeters meters) {
        LogClock logClock = new LogClock(uplink, partitions, clock, meters);
        logClock.listeningSince = clock.millis();
        logClock.lastTick = logClock.listeningSince;
        ScheduledExecutorService timer = logClock.timer;
        var unused = timer.scheduleAtFixedRate(logClock::tick, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        return logClock;
    }

    /**
     * Waits until the first tick stands in every partition; false when it does not in that time.
     *
     * <p>Whoever appends before risks that of two batches to a partition that has just come to be the first is refused and the
     * second taken: Kafka then refuses the first for good.
     */
    public boolean awaitFirstTick(Duration patience) throws InterruptedException {
        return firstTick.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tick() {
        if (unconfirmed.get() > 0) {
            meters.count(GatewayMeter.TICKS, "skipped");
            return;
        }
        long now = clock.millis();
        if (now - lastTick > BREAK.toMillis()) {
            listeningSince = now;
            log.atWarn().addKeyValue("silentMillis", now - lastTick).log("the log answers again");
        }
        lastTick = now;
        Tick tick = new Tick(now, listeningSince);
        unconfirmed.set(partitions);
        for (int partition = 0; partition < partitions; partition++) {
            uplink.appendTick(partition, tick, (metadata, failure) -> {
                unconfirmed.decrementAndGet();
                if (failure == null) {
                    firstTick.countDown();
                }
                meters.count(GatewayMeter.TICKS, failure == null ? "written" : "failed");
            });
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
