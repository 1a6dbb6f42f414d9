/** Counts of assets and progress of targets, as they stand in the log; knows {@code facility}. */
@NullMarked
package io.citywatch.telemetry.census;

import org.jspecify.annotations.NullMarked;
