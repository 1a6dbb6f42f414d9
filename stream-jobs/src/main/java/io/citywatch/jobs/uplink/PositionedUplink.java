package io.citywatch.jobs.uplink;

/**
 * A record of the uplink with its place in the log, for who keeps books.
 *
 * @param position where it stands
 * @param timestamp when the gateway took it in, in milliseconds since 1970 UTC
 * @param retry whether it was rejected before, and is sent through again
 * @param ofEdgeNode whether an edge node of Sparkplug B says it: then it stands in the edge node's partition, whichever device it is
 *     of
 * @param uplink what it says
 */
public record PositionedUplink(LogPosition position, long timestamp, boolean retry, boolean ofEdgeNode, Uplink uplink) {
    /** A record that is no edge node's. */
    public PositionedUplink(LogPosition position, long timestamp, boolean retry, Uplink uplink) {
        this(position, timestamp, retry, false, uplink);
    }

    /** What the record of an edge node turned out to say. */
    PositionedUplink heard(Uplink heard) {
        return new PositionedUplink(position, timestamp, retry, true, heard);
    }
}
