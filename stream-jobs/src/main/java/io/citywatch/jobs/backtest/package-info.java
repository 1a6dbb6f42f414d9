/**
 * Judges detectors by recorded series: reads them from CSV, scores them row by row, and counts what the flags were worth;
 * knows the detectors for series, and nothing of Flink or of the log.
 */
@NullMarked
package io.citywatch.jobs.backtest;

import org.jspecify.annotations.NullMarked;
