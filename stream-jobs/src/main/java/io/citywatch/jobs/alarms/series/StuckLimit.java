package io.citywatch.jobs.alarms.series;

/**
 * A value that stays exactly the same for too long. It speaks once for each time that it does.
 *
 * @param leastMillis the least time that is too long
 */
public record StuckLimit(long leastMillis) implements SeriesDetector<StuckLimit.Since> {

    public StuckLimit {
        if (leastMillis <= 0) {
            throw new IllegalArgumentException("stuck for " + leastMillis + " ms is not stuck");
        }
    }

    @Override
    public Since fresh() {
        return new Since();
    }

    @Override
    public double score(Since state, long timeMillis, double value) {
        Bounds.finite(value);
        if (!state.begun || value != state.value) {
            state.begun = true;
            state.value = value;
            state.sinceMillis = timeMillis;
            state.reported = false;
            return 0;
        }
        double share = Math.max(0, (double) timeMillis - state.sinceMillis) / leastMillis;
        if (share >= 1 && !state.reported) {
            state.reported = true;
            return share / (1 + share);
        }
        return Math.min(share / (1 + share), Math.nextDown(ANOMALY));
    }

    /** Since when the value is the same. */
    public static final class Since {
        boolean begun;
        boolean reported;
        double value;
        long sinceMillis;
    }
}
