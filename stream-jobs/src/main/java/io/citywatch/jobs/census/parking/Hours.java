package io.citywatch.jobs.census.parking;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The use of bays in each hour, by its beginning in milliseconds since 1970 UTC. Not thread-safe. */
final class Hours {
    static final long HOUR_MILLIS = 3_600_000;

    private final NavigableMap<Long, Use> uses = new TreeMap<>();

    static long hour(long t) {
        return Math.floorDiv(t, HOUR_MILLIS) * HOUR_MILLIS;
    }

    void add(long hour, Use use) {
        uses.merge(hour, use, (a, b) -> {
            Use sum = a.plus(b);
            return sum.equals(Use.NOTHING) ? null : sum;
        });
    }

    void addAll(Map<Long, Use> more) {
        more.forEach(this::add);
    }

    /** Adds time from one moment to another, to each hour its part. */
    void addTime(long from, long to, boolean occupied) {
        for (long start = from; start < to; ) {
            long hour = hour(start);
            long end = Math.min(to, hour + HOUR_MILLIS);
            add(hour, occupied ? Use.occupied(end - start) : Use.vacant(end - start));
            start = end;
        }
    }

    void subtract(Map<Long, Use> others) {
        others.forEach((hour, use) -> add(hour, use.negated()));
    }

    void dropBefore(long hour) {
        uses.headMap(hour, false).clear();
    }

    NavigableMap<Long, Use> uses() {
        return uses;
    }
}
