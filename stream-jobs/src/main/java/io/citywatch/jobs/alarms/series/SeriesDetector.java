package io.citywatch.jobs.alarms.series;

/**
 * Scores the values of one series in the order in which they come.
 *
 * <p>A detector is a value without state of its own; what it remembers of a series stands in {@code S}, which belongs to
 * one thread. A score depends on the values so far and on their times, on nothing that comes later and on no clock, so the
 * same series has the same scores wherever it is cut.
 *
 * @param <S> what it remembers of a series
 */
public interface SeriesDetector<S> {
    /** From this score on a value is an anomaly. */
    double ANOMALY = 0.5;

    /** What it remembers of a series that it has never seen. */
    S fresh();

    /**
     * Takes the next value.
     *
     * @param timeMillis when it was measured, in milliseconds since 1970 UTC; may be earlier than, or the same as, the time
     *     of the value before
     * @param value what was measured, finite
     * @return how surprising it is, from 0 to 1; an anomaly from {@link #ANOMALY} on
     * @throws IllegalArgumentException when the value is not finite
     */
    double score(S state, long timeMillis, double value);

    /** Whether a score says that something is wrong. */
    static boolean isAnomaly(double score) {
        return score >= ANOMALY;
    }
}
