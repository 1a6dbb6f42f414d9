package io.citywatch.jobs.backtest;

/**
 * A time in which something was wrong with a series.
 *
 * @param fromMillis its begin, in milliseconds since 1970 UTC
 * @param toMillis its end, which belongs to it
 */
public record Window(long fromMillis, long toMillis) {
    public Window {
        if (toMillis < fromMillis) {
            throw new IllegalArgumentException("a window ends at " + toMillis + ", before it begins at " + fromMillis);
        }
    }
}
