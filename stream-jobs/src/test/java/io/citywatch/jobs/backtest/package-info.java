/** Tests of the backtest, and of the detectors' quality by it. */
@NullMarked
package io.citywatch.jobs.backtest;

import org.jspecify.annotations.NullMarked;
