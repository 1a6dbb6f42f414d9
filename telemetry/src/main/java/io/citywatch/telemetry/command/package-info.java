/** Commands to devices and to edge nodes; knows {@code facility} and {@code topic}. */
@NullMarked
package io.citywatch.telemetry.command;

import org.jspecify.annotations.NullMarked;
