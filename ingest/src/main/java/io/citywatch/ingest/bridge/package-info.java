/**
 * The bridge from a city's own MQTT broker: what devices say there goes into the same log, and is acknowledged to that broker
 * when the log has it. Knows the log and, alone in this module, Eclipse Paho; nothing of the gateway's connections.
 */
@NullMarked
package io.citywatch.ingest.bridge;

import org.jspecify.annotations.NullMarked;
