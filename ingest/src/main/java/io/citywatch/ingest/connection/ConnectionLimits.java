package io.citywatch.ingest.connection;

import java.time.Duration;

/**
 * What one connection may take.
 *
 * @param maxPacketBytes the largest packet that is read
 * @param maxPayloadBytes the largest payload that is taken
 * @param maxInFlightBytes what may be under way from one connection to the log before reading from it stops
 * @param receiveMaximum how many unacknowledged messages a version 5 client may send
 * @param connectTimeout how long a client may take to log in
 * @param maxKeepAlive the longest silence that is let pass from a client that names none
 */
public record ConnectionLimits(
        int maxPacketBytes,
        int maxPayloadBytes,
        int maxInFlightBytes,
        int receiveMaximum,
        Duration connectTimeout,
        Duration maxKeepAlive) {}
