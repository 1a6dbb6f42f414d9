/** Tests of the detectors for series. */
@NullMarked
package io.citywatch.jobs.alarms.series;

import org.jspecify.annotations.NullMarked;
