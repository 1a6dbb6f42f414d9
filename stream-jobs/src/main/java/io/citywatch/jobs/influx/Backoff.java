package io.citywatch.jobs.influx;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The pauses between attempts: each twice the one before up to a limit, and each shortened by chance by up to a half, so
 * that those who wait for the same server do not all come back at once.
 *
 * @param first the first pause
 * @param limit the longest pause
 * @param random the source of chance
 */
record Backoff(Duration first, Duration limit, RandomGenerator random) {
    private static final int MAX_DOUBLINGS = 30;
    private static final Duration FIRST = Duration.ofMillis(200);

    /** Short enough that history is up to date soon after the server is back, long enough not to be a load. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** The pauses between attempts at InfluxDB. */
    static Backoff usual() {
        return new Backoff(FIRST, LONGEST, new SplittableRandom());
    }

    /** The pause after that many failed attempts, in milliseconds. */
    long pauseMillis(int failures) {
        int doublings = Math.min(Math.max(failures - 1, 0), MAX_DOUBLINGS);
        long whole = Math.min(limit.toMillis(), first.toMillis() << doublings);
        return whole - random.nextLong(whole / 2 + 1);
    }
}
