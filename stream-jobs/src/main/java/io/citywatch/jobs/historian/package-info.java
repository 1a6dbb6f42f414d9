/**
 * The historian: everything that the log says becomes points in InfluxDB, and what can't be used becomes dead letters; the
 * only job that knows InfluxDB.
 */
@NullMarked
package io.citywatch.jobs.historian;

import org.jspecify.annotations.NullMarked;
