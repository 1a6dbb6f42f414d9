/** The newest birth of each device, as it stands in the log; knows {@code message} and {@code topic}. */
@NullMarked
package io.citywatch.telemetry.registry;

import org.jspecify.annotations.NullMarked;
