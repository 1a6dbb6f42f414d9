package io.citywatch.ingest.session;

import java.time.Duration;

/**
 * How much is kept for clients.
 *
 * @param maxSubscriptions filters
 * @param maxQueued messages that wait for a connected client, retained ones apart; with more it is disconnected as too slow
 * @param maxQueuedQosZero messages that wait, from which on those of QoS 0 are dropped
 * @param maxQueuedOffline messages that wait for a client that is not connected
 * @param maxExpiry the longest time for which a session outlives its connection
 * @param maxSessions sessions of all clients, from which on none outlives its connection
 */
public record SessionLimits(
        int maxSubscriptions,
        int maxQueued,
        int maxQueuedQosZero,
        int maxQueuedOffline,
        Duration maxExpiry,
        int maxSessions) {}
