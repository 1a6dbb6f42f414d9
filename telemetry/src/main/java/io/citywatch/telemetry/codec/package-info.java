/** The JSON of every message on MQTT and in the log; strict about what comes from devices. */
@NullMarked
package io.citywatch.telemetry.codec;

import org.jspecify.annotations.NullMarked;
