package io.citywatch.ingest.connection;

import io.citywatch.ingest.log.UplinkRoute;

/**
 * What a client has asked to be published when it goes without farewell.
 *
 * @param route its topic, on which the client may publish
 * @param payload its bytes
 * @param qos its QoS
 * @param delaySeconds for how long the client may come back and spare it
 */
record Will(UplinkRoute route, byte[] payload, int qos, long delaySeconds) {}
