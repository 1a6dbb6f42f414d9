package io.citywatch.ingest.connection;

import io.netty.handler.codec.mqtt.MqttProperties;

/**
 * What a client has asked to be published when it goes without farewell.
 *
 * @param route where it goes
 * @param payload its bytes
 * @param qos its QoS
 * @param retain whether it is to be retained
 * @param delaySeconds for how long the client may come back and spare it
 * @param properties the will's properties
 */
record Will(Route.Open route, byte[] payload, int qos, boolean retain, long delaySeconds, MqttProperties properties) {}
