package io.citywatch.ingest.connection;

/**
 * What a client has said that it takes.
 *
 * @param keepAliveSeconds after one and a half times this silence it is taken for dead
 * @param maxPacketBytes the largest packet
 * @param maxTopicAliases how many numbers for topics it remembers
 */
record ClientLimits(int keepAliveSeconds, long maxPacketBytes, int maxTopicAliases) {}
