package io.citywatch.ingest.session;

/**
 * How much is kept for one client.
 *
 * @param maxSubscriptions filters
 * @param maxQueued messages that wait for a connected client, retained ones apart; with more it is disconnected as too slow
 * @param maxQueuedQosZero messages that wait, from which on those of QoS 0 are dropped
 * @param maxQueuedOffline messages that wait for a client that is not connected
 */
public record SessionLimits(int maxSubscriptions, int maxQueued, int maxQueuedQosZero, int maxQueuedOffline) {}
