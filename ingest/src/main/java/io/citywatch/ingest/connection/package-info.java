/**
 * One client's MQTT connection: the handlers of its Netty pipeline, each for one part of the protocol, and what they share.
 * Knows the rest of the gateway but for the server that accepts the connections.
 */
@NullMarked
package io.citywatch.ingest.connection;

import org.jspecify.annotations.NullMarked;
