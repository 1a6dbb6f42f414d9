package io.citywatch.jobs.backtest;

/**
 * One row of a recorded series.
 *
 * @param timestamp the time as it stands in the file
 * @param value the value as it stands in the file
 * @param timeMillis the time in milliseconds since 1970 UTC
 * @param number the value
 */
public record SeriesRow(String timestamp, String value, long timeMillis, double number) {}
