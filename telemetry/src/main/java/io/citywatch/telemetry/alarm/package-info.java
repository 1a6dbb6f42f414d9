/** Alarms, their states and the actions of operators; knows {@code facility}. */
@NullMarked
package io.citywatch.telemetry.alarm;

import org.jspecify.annotations.NullMarked;
