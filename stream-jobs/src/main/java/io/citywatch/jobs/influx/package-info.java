/**
 * InfluxDB as a sink: line protocol, batches, and what becomes of a batch that the server does not take; knows no job and
 * nothing of what the points mean.
 */
@NullMarked
package io.citywatch.jobs.influx;

import org.jspecify.annotations.NullMarked;
