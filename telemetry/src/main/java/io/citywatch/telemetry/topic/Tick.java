package io.citywatch.telemetry.topic;

import java.nio.ByteBuffer;

/**
 * A mark of time in the log: the gateway appends one to every partition of the uplink each second.
 *
 * <p>It tells the jobs how late it is when no device speaks, so that silence is noticed from the log alone and a replay
 * notices the same silence. It is no message: it has neither key nor value, and is not counted as accepted.
 *
 * @param t the gateway's time, in milliseconds since 1970 UTC; every message that arrived earlier stands before the tick,
 *     but for those still in flight
 * @param listeningSince since when the gateway has been listening without a break, in milliseconds since 1970 UTC; a
 *     device could not be heard before
 */
public record Tick(long t, long listeningSince) {
    private static final int BYTES = 2 * Long.BYTES;

    /** The tick as the value of its header: two big-endian longs, {@code t} first. */
    public byte[] toBytes() {
        return ByteBuffer.allocate(BYTES).putLong(t).putLong(listeningSince).array();
    }

    /**
     * The tick of a header's value.
     *
     * @throws IllegalArgumentException when it is not sixteen bytes long
     */
    public static Tick ofBytes(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a tick has " + BYTES + " bytes, not " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Tick(buffer.getLong(), buffer.getLong());
    }
}
