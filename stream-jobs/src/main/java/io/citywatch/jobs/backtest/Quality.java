package io.citywatch.jobs.backtest;

/**
 * How good the flags on one series, or on many, were.
 *
 * @param windows how many anomalies there were
 * @param found in how many of their windows at least one row was flagged
 * @param falseAlarms how many rows were flagged outside of the windows
 * @param raw the sum of rewards and costs: from -1 for a missed window to 1 for one that was flagged at once, and down to
 *     {@value #FALSE_ALARM} for a false alarm
 */
public record Quality(int windows, int found, long falseAlarms, double raw) {
    /** What a false alarm costs, against 1 for a missed window. */
    public static final double FALSE_ALARM = 0.11;

    public static final Quality NOTHING = new Quality(0, 0, 0, 0);

    public Quality plus(Quality other) {
        return new Quality(
                windows + other.windows, found + other.found, falseAlarms + other.falseAlarms, raw + other.raw);
    }

    /** 100 for every window flagged at its first row and no false alarm, 0 for no flag at all; NaN without a window. */
    public double score() {
        return windows == 0 ? Double.NaN : 100 * (raw + windows) / (2 * windows);
    }
}
