package io.citywatch.jobs.backtest.artificial;

/** How often a series has a value, and for how long it is recorded. */
public enum Pace {
    FIVE_MINUTES(300, 4032, 0),
    FIVE_MINUTES_LONG(300, 15000, 0),
    HOUR(3600, 1600, 0),
    HOUR_LONG(3600, 7200, 0),
    HALF_HOUR(1800, 10000, 0),
    IRREGULAR(600, 2000, 0.6),
    MINUTE(60, 12000, 0),
    TEN_SECONDS(10, 9000, 0);

    final int seconds;
    final int rows;
    /** The share of the interval by which times vary; with it come gaps. */
    final double jitter;

    Pace(int seconds, int rows, double jitter) {
        this.seconds = seconds;
        this.rows = rows;
        this.jitter = jitter;
    }
}
