package io.citywatch.devices.link;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/** The counts of {@link Traffic}, over any number of concentrators. Thread-safe. */
public final class TrafficCounts {
    private final LongAdder[] counts = new LongAdder[Traffic.values().length];

    public TrafficCounts() {
        Arrays.setAll(counts, ordinal -> new LongAdder());
    }

    public long get(Traffic traffic) {
        return counts[traffic.ordinal()].sum();
    }

    void count(Traffic traffic) {
        counts[traffic.ordinal()].increment();
    }

    void count(Traffic traffic, int times) {
        counts[traffic.ordinal()].add(times);
    }
}
