package io.citywatch.ingest.metrics;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Says when it is time again: for log lines about what can happen with every message. Thread-safe. */
public final class Seldom {
    private final long periodNanos;
    private final AtomicLong last;

    public Seldom(Duration period) {
        periodNanos = period.toNanos();
        last = new AtomicLong(System.nanoTime() - periodNanos);
    }

    /** True for one caller in each period. */
    public boolean isTime() {
        long now = System.nanoTime();
        long before = last.get();
        return now - before >= periodNanos && last.compareAndSet(before, now);
    }
}
