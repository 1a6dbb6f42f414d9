/** Commands to devices; knows {@code facility}. */
@NullMarked
package io.citywatch.telemetry.command;

import org.jspecify.annotations.NullMarked;
