package io.citywatch.jobs.influx;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees a request through to its end, by the table in {@link WriteOutcome}: it returns when every point of it is in the store
 * or in the dead letters, however long that takes. Thread-safe.
 */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final long HERE = 0;

    private final PointStore store;
    private final RefusedPoints refused;
    private final Backoff backoff;
    private final InfluxCounters counters;
    private final Pause pause;
    /** Since when the store has been away, by {@link System#nanoTime}, or {@link #HERE}; for the log's sake. */
    private final AtomicLong awaySince = new AtomicLong(HERE);

    Delivery(PointStore store, RefusedPoints refused, Backoff backoff, InfluxCounters counters, Pause pause) {
        this.store = store;
        this.refused = refused;
        this.backoff = backoff;
        this.counters = counters;
        this.pause = pause;
    }

    /**
     * Delivers the points.
     *
     * @throws InterruptedException when the sink is closed meanwhile; then the checkpoint still has them
     */
    void deliver(List<Points> batch) throws InterruptedException {
        String lines = joined(batch);
        boolean created = false;
        for (int failures = 1; ; failures++) {
            try {
                store.write(lines);
                written(batch);
                return;
            } catch (StoreException e) {
                switch (e.outcome().then()) {
                    case SPLIT -> {
                        split(batch, e);
                        return;
                    }
                    case CREATE_DATABASE -> {
                        boolean again = created;
                        created = createDatabase();
                        if (again || !created) {
                            pauseAfter(failures, e);
                        }
                    }
                    default -> pauseAfter(failures, e);
                }
            }
        }
    }

    private void written(List<Points> batch) {
        long points = 0;
        for (Points each : batch) {
            points += each.count();
        }
        counters.add(InfluxMeter.REQUESTS_WRITTEN, 1);
        counters.add(InfluxMeter.POINTS_WRITTEN, points);
        backAgain();
    }

    private void split(List<Points> batch, StoreException why) throws InterruptedException {
        backAgain();
        if (batch.size() == 1) {
            refused.put(batch.get(0), why.words());
            counters.add(InfluxMeter.MESSAGES_REFUSED, 1);
            return;
        }
        counters.add(InfluxMeter.REQUESTS_SPLIT, 1);
        int half = batch.size() / 2;
        deliver(batch.subList(0, half));
        deliver(batch.subList(half, batch.size()));
    }

    private boolean createDatabase() {
        try {
            store.createDatabase();
            LOG.info("created the database");
            return true;
        } catch (StoreException e) {
            LOG.atWarn().addKeyValue("reason", e.words()).log("could not create the database");
            return false;
        }
    }

    private void pauseAfter(int failures, StoreException why) throws InterruptedException {
        if (awaySince.compareAndSet(HERE, System.nanoTime())) {
            LOG.atWarn()
                    .addKeyValue("outcome", why.outcome())
                    .addKeyValue("reason", why.words())
                    .log("InfluxDB takes no points; the log keeps them until it does");
        }
        long millis = Math.max(backoff.pauseMillis(failures), why.askedPause().toMillis());
        counters.add(InfluxMeter.ATTEMPTS_REPEATED, 1);
        counters.add(InfluxMeter.AWAY_MILLIS, millis);
        pause.millis(millis);
    }

    private void backAgain() {
        long since = awaySince.getAndSet(HERE);
        if (since != HERE) {
            LOG.atInfo()
                    .addKeyValue("awaySeconds", (System.nanoTime() - since) / 1_000_000_000)
                    .log("InfluxDB takes points again");
        }
    }

    private static String joined(List<Points> batch) {
        if (batch.size() == 1) {
            return batch.get(0).lines();
        }
        int length = 0;
        for (Points each : batch) {
            length += each.lines().length();
        }
        StringBuilder lines = new StringBuilder(length);
        for (Points each : batch) {
            lines.append(each.lines());
        }
        return lines.toString();
    }

    /** Waits. */
    @FunctionalInterface
    interface Pause {
        void millis(long millis) throws InterruptedException;
    }
}
