/** Artificial series with anomalies at known places, of many families, to judge detectors by. */
@NullMarked
package io.citywatch.jobs.backtest.artificial;

import org.jspecify.annotations.NullMarked;
