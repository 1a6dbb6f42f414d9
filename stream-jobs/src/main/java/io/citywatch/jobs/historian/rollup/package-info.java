/**
 * Roll-ups of the readings, minute by minute and hour by hour: which spans have changed, and how InfluxDB sums them up; knows
 * the statements of InfluxDB and nothing of messages.
 */
@NullMarked
package io.citywatch.jobs.historian.rollup;

import org.jspecify.annotations.NullMarked;
