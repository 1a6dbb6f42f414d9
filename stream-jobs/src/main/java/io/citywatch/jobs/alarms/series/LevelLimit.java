package io.citywatch.jobs.alarms.series;

import org.jspecify.annotations.Nullable;

/**
 * A level that must not be reached. It speaks once when a value reaches it, and again after values were back by the
 * dead-band.
 *
 * @param low values at or below are wrong; null: nothing is too low
 * @param high values at or above are wrong; null: nothing is too high
 */
public record LevelLimit(@Nullable Double low, @Nullable Double high) implements SeriesDetector<LevelLimit.Beyond> {
    /** The usual dead-band of flow and level: 5 % of the limit. */
    private static final double DEAD_BAND = 0.05;

    public LevelLimit {
        if (low == null && high == null) {
            throw new IllegalArgumentException("a level needs a limit");
        }
        if (low != null && high != null && low >= high) {
            throw new IllegalArgumentException("the lower limit " + low + " is not below the upper " + high);
        }
    }

    @Override
    public Beyond fresh() {
        return new Beyond();
    }

    @Override
    public double score(Beyond state, long timeMillis, double value) {
        Bounds.finite(value);
        double severity =
                Math.max(high == null ? 0 : beyond(value - high, high), low == null ? 0 : beyond(low - value, low));
        if (severity >= ANOMALY && !state.reported) {
            state.reported = true;
            return severity;
        }
        if (severity < ANOMALY * (1 - DEAD_BAND)) {
            state.reported = false;
        }
        return Math.min(severity, Math.nextDown(ANOMALY));
    }

    /** A half at the limit, more the further beyond in shares of it. */
    private static double beyond(double excess, double limit) {
        double share = excess / Math.max(Math.abs(limit), Double.MIN_NORMAL);
        return share >= 0 ? 1 - ANOMALY / (1 + share) : ANOMALY / (1 - share);
    }

    /** Whether the level has been reported. */
    public static final class Beyond {
        boolean reported;
    }
}
