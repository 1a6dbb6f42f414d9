package io.citywatch.ingest.admission;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Tokens that come in at a rate and of which some may be saved.
 *
 * <p>Kept as one number, the time at which the bucket will be full again (the generic cell rate algorithm), so that taking
 * one is a single exchange in memory. Times are in nanoseconds of any clock that does not go back. Thread-safe.
 */
final class TokenBucket {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final double nanosPerToken;
    private final long fullNanos;
    private final AtomicLong fullAt;

    /**
     * A full bucket.
     *
     * @param rate tokens a second; 0: there is always one
     * @param burst tokens in a full bucket
     */
    TokenBucket(long rate, long burst, long nowNanos) {
        nanosPerToken = rate == 0 ? 0 : (double) NANOS_PER_SECOND / rate;
        fullNanos = (long) (burst * nanosPerToken);
        fullAt = new AtomicLong(nowNanos);
    }

    /**
     * Takes a token if there is one.
     *
     * @param reserve the share of a full bucket that has to stay in it, 0 to 1
     */
    boolean tryTake(double reserve, long nowNanos) {
        while (nanosPerToken > 0) {
            long before = fullAt.get();
            long after = Math.max(before, nowNanos) + (long) nanosPerToken;
            if (after - nowNanos > (long) (fullNanos * (1 - reserve))) {
                return false;
            }
            if (fullAt.compareAndSet(before, after)) {
                return true;
            }
        }
        return true;
    }

    /**
     * Takes tokens whether they are there or not.
     *
     * @return how long to wait until the bucket is no longer overdrawn, in nanoseconds; 0 when it is not
     */
    long take(long tokens, long nowNanos) {
        if (nanosPerToken == 0) {
            return 0;
        }
        long cost = (long) (tokens * nanosPerToken);
        long after = fullAt.accumulateAndGet(nowNanos, (before, now) -> Math.max(before, now) + cost);
        return Math.max(0, after - nowNanos - fullNanos);
    }
}
