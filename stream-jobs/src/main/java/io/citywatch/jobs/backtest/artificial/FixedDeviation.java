package io.citywatch.jobs.backtest.artificial;

import io.citywatch.jobs.alarms.series.SeriesDetector;

/** The naive yardstick: a value is an anomaly when it lies four standard deviations or more from the mean of all before. */
public record FixedDeviation() implements SeriesDetector<FixedDeviation.Moments> {
    private static final double DEVIATIONS = 4;
    private static final int WARM_UP = 30;

    @Override
    public Moments fresh() {
        return new Moments();
    }

    @Override
    public double score(Moments state, long timeMillis, double value) {
        double off = value - state.mean;
        double deviation = Math.sqrt(state.squares / Math.max(1, state.count - 1));
        double deviations = state.count >= WARM_UP && deviation > 0 ? Math.abs(off) / deviation : 0;
        state.count++;
        state.mean += off / state.count;
        state.squares += off * (value - state.mean);
        return deviations / (deviations + DEVIATIONS);
    }

    /** Mean and variance of all values so far. */
    public static final class Moments {
        private long count;
        private double mean;
        private double squares;
    }
}
