/**
 * Detectors that score a series of values one by one, without limits that somebody has to set; knows nothing of devices,
 * rules or Flink.
 */
@NullMarked
package io.citywatch.jobs.alarms.series;

import org.jspecify.annotations.NullMarked;
