package io.citywatch.jobs.uplink;

/**
 * A record of the uplink with its place in the log, for who keeps books.
 *
 * @param position where it stands
 * @param timestamp when the gateway took it in, in milliseconds since 1970 UTC
 * @param retry whether it was rejected before, and is sent through again
 * @param uplink what it says
 */
public record PositionedUplink(LogPosition position, long timestamp, boolean retry, Uplink uplink) {}
