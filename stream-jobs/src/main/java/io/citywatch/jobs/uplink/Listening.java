package io.citywatch.jobs.uplink;

import io.citywatch.telemetry.topic.Tick;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The periods in which the gateway was listening, as its ticks tell.
 *
 * <p>They are kept, not just the newest, so that a replay of the log judges a silence of long ago by what the gateway did
 * then. Not thread-safe.
 */
public final class Listening {
    /** So many restarts of the gateway are remembered; silences before them have been judged long ago. */
    public static final int MAX_PERIODS = 64;

    private final NavigableMap<Long, Long> lastTickBySince = new TreeMap<>();
    private long newestTick = Long.MIN_VALUE;
    private long newestSince = Long.MAX_VALUE;

    /** Takes note of a tick. */
    public void heard(Tick tick) {
        add(tick.listeningSince(), tick.t());
    }

    /** Takes note of a period: since when, and until which tick. */
    public void add(long since, long lastTick) {
        lastTickBySince.merge(since, lastTick, Math::max);
        newestTick = Math.max(newestTick, lastTick);
        if (lastTickBySince.size() > MAX_PERIODS) {
            lastTickBySince.pollFirstEntry();
        }
        newestSince = lastTickBySince.lastKey();
    }

    /** The time up to which it is known when the gateway was listening, in milliseconds since 1970 UTC. */
    public long knownUntil() {
        return newestTick;
    }

    /** The periods: the last tick of each by its beginning. */
    public Map<Long, Long> periods() {
        return lastTickBySince;
    }

    /**
     * When a device has been silent for that long while the gateway was listening without a break, counted anew from each
     * time it began to listen. Definite when not later than {@link #knownUntil}; else the earliest that it can be.
     *
     * @param heard when the device was last heard, in milliseconds since 1970 UTC
     * @param patienceMillis how long it may keep silent
     */
    public long silentAt(long heard, long patienceMillis) {
        if (heard >= newestSince) {
            // As with nearly every message
            return heard + patienceMillis;
        }
        long base = heard;
        while (true) {
            long due = base + patienceMillis;
            Map.Entry<Long, Long> period = lastTickBySince.floorEntry(due);
            if (period != null && period.getValue() < due) {
                Map.Entry<Long, Long> later = lastTickBySince.higherEntry(due);
                period = later != null ? later : period;
            } else if (period == null) {
                period = lastTickBySince.firstEntry();
            }
            if (period == null || period.getKey() <= base) {
                return due;
            }
            base = period.getKey();
        }
    }
}
