/** Names of MQTT topics and of the log's topics and headers; knows {@code facility}. */
@NullMarked
package io.citywatch.telemetry.topic;

import org.jspecify.annotations.NullMarked;
