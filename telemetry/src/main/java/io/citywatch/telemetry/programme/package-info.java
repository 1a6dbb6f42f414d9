/** The year's programme: districts and targets, read from a data file; knows {@code facility}. */
@NullMarked
package io.citywatch.telemetry.programme;

import org.jspecify.annotations.NullMarked;
