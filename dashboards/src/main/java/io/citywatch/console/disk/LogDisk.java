package io.citywatch.console.disk;

import org.jspecify.annotations.Nullable;

/**
 * How much room is left on the log's disk, as whoever watches it has seen it last. Where the log is elsewhere nobody does.
 *
 * <p>Thread-safe.
 */
public final class LogDisk {
    private volatile @Nullable State seen;

    /** What a disk's room means for the platform. */
    public enum Room {
        /** Nothing. */
        ENOUGH,
        /** Somebody has to make room, and nothing else is affected yet. */
        LITTLE,
        /** The log must not grow: nothing is taken from devices. */
        NONE
    }

    /** What was seen. */
    public record State(Room room, long freeBytes) {}

    /** Tells what was seen. */
    public void tell(State state) {
        seen = state;
    }

    /** What was seen last; null when nobody has looked. */
    public @Nullable State state() {
        return seen;
    }
}
