package io.citywatch.jobs.backtest.artificial;

import java.util.Random;

/** What can go wrong with a series. */
public enum Disturbance {
    SPIKE(0.0),
    DIP(0.0),
    BURST(0.04),
    STEP(100),
    VISIT(0.3),
    LOST_RHYTHM(0.8),
    STUCK(0.5),
    NOISE(0.6),
    ZERO(0.15),
    DRIFT(2.0),
    AMPLITUDE(1.0),
    SHIFTED(1.0),
    SPIKES(0.4);

    /** How long it lasts at most, in days; at least a few rows. */
    final double days;

    Disturbance(double days) {
        this.days = days;
    }

    /**
     * Disturbs the values from one row to another.
     *
     * @param clean the same course undisturbed, which goes on behind the end
     * @param spread the standard deviation of the clean series
     * @param rough the standard deviation of its steps
     * @param perDay how many rows make a day
     */
    void apply(double[] values, int from, int to, double spread, double rough, int perDay, Random random) {
        double sign = random.nextBoolean() ? 1 : -1;
        double far = Math.max(2.5 * spread, 6 * rough) * (0.8 + random.nextDouble());
        double mean = mean(values, Math.max(0, from - perDay), from);
        double stuck = values[from];
        double[] before = values.clone();
        for (int i = from; i < to; i++) {
            double done = (i - from + 1.0) / (to - from);
            values[i] = switch (this) {
                case SPIKE -> before[i] + far * 1.2;
                case DIP -> before[i] - far * 1.2;
                case BURST -> before[i] + sign * far * (0.6 + 0.4 * random.nextDouble());
                case STEP, VISIT -> before[i] + sign * far * 0.7;
                case LOST_RHYTHM -> mean + rough * random.nextGaussian();
                case STUCK -> stuck;
                case NOISE -> before[i] + 5 * rough * random.nextGaussian();
                case ZERO -> Math.min(0, mean - 2 * spread);
                case DRIFT -> before[i] + sign * far * done;
                case AMPLITUDE -> mean + (before[i] - mean) * 2.2;
                case SHIFTED -> before[Math.max(0, i - perDay * 2 / 5)];
                case SPIKES -> before[i] + (random.nextDouble() < 0.15 ? far * (0.5 + random.nextDouble()) : 0);
            };
        }
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum / Math.max(1, to - from);
    }
}
