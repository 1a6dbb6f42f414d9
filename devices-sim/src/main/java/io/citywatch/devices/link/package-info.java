/** Concentrators: MQTT connections that carry what many devices say, and lose nothing that matters; knows {@code telemetry}. */
@NullMarked
package io.citywatch.devices.link;

import org.jspecify.annotations.NullMarked;
