package io.citywatch.telemetry.sparkplug;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an edge node has said so far: its session, the number that its next message must have, and the births of its devices,
 * without which what follows can't be read. Not thread-safe.
 *
 * <p>Bounded: an edge node can't make it remember more than {@value #MAX_DEVICES} devices of {@value #MAX_METRICS} metrics.
 */
public final class EdgeNode {
    /** A concentrator serves hundreds; more is a mistake. */
    public static final int MAX_DEVICES = 4096;
    /** Of one device. */
    public static final int MAX_METRICS = 256;

    private static final int SEQUENCE_NUMBERS = 256;
    private static final int UNKNOWN = -1;
    /** An edge node that does not answer is not asked at every message. */
    private static final long ASK_AGAIN_MILLIS = 60_000;

    private final String key;
    private final Map<String, BornDevice> devices;
    private Session session;

    /**
     * Where an edge node stands.
     *
     * @param messages how many of its messages were read; of two states of one node the one with more is the newer
     * @param alive whether its birth was read, and no death since
     * @param birth the number of the session (bdSeq); null where it is not known
     * @param next the number that its next message must have, or −1 where any will do
     * @param asked when it was last asked for its births, in milliseconds since 1970 UTC; 0: never
     */
    public record Session(long messages, boolean alive, @Nullable Long birth, int next, long asked) {
        static final Session NONE = new Session(0, false, null, UNKNOWN, 0);
    }

    public EdgeNode(String key) {
        this(key, Session.NONE, Map.of());
    }

    public EdgeNode(String key, Session session, Map<String, BornDevice> devices) {
        this.key = key;
        this.session = session;
        this.devices = new HashMap<>(devices);
    }

    /** The edge node in the whole city: {@code {district}/{edge node}}. */
    public String key() {
        return key;
    }

    public Session session() {
        return session;
    }

    /** The births of its devices, by their names with their kinds. */
    public Map<String, BornDevice> devices() {
        return devices;
    }

    /** The same as it is now; what is read later does not change it. */
    public EdgeNode copy() {
        return new EdgeNode(key, session, devices);
    }

    void count() {
        session = new Session(session.messages + 1, session.alive, session.birth, session.next, session.asked);
    }

    void born(@Nullable Long birth, long seq) {
        devices.clear();
        session = new Session(session.messages, true, birth, after(seq), session.asked);
    }

    /** Ends the session of that number; one that is not the present one has ended before. Says whether it was the present. */
    boolean died(@Nullable Long birth) {
        if (birth != null && session.birth != null && !birth.equals(session.birth)) {
            return false;
        }
        devices.clear();
        session = new Session(session.messages, false, session.birth, UNKNOWN, session.asked);
        return true;
    }

    /** Takes the number of a message; says which one was expected if it is another. A message that comes twice is no gap. */
    @Nullable
    Integer gapBefore(long seq) {
        int expected = session.next;
        boolean doubled = expected != UNKNOWN && after(seq) == expected;
        if (!doubled) {
            session = new Session(session.messages, session.alive, session.birth, after(seq), session.asked);
        }
        return expected == UNKNOWN || seq == expected || doubled ? null : Integer.valueOf(expected);
    }

    /** Remembers a device's birth; false when there is no room for it. */
    boolean born(String device, BornDevice metrics) {
        if (isFull() && !devices.containsKey(device)) {
            return false;
        }
        devices.put(device, metrics);
        return true;
    }

    /** Whether there is no room for the birth of another device. */
    boolean isFull() {
        return devices.size() >= MAX_DEVICES;
    }

    void died(String device) {
        devices.remove(device);
    }

    /** Whether it is time to ask it for its births; if it is, it counts as asked. */
    boolean ask(long nowMillis) {
        if (nowMillis - session.asked < ASK_AGAIN_MILLIS) {
            return false;
        }
        session = new Session(session.messages, session.alive, session.birth, session.next, nowMillis);
        return true;
    }

    private static int after(long seq) {
        return (int) Math.floorMod(seq + 1, (long) SEQUENCE_NUMBERS);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EdgeNode that
                && key.equals(that.key)
                && session.equals(that.session)
                && devices.equals(that.devices);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }
}
