/**
 * Roll-ups of the readings, minute by minute and hour by hour: which hours are summed up as they pass, which spans have
 * changed, and how InfluxDB sums those up; knows the statements of InfluxDB and nothing of the log.
 */
@NullMarked
package io.citywatch.jobs.historian.rollup;

import org.jspecify.annotations.NullMarked;
