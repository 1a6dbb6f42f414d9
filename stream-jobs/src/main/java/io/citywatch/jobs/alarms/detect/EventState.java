package io.citywatch.jobs.alarms.detect;

import org.jspecify.annotations.Nullable;

/** Whether a device's own alarm holds. */
public final class EventState extends DetectorState {
    boolean active;

    /** The effective time of the last event that began it, where that matters, in milliseconds since 1970 UTC. */
    @Nullable
    Long last;

    public EventState() {}

    /** A state of its parts, for the codec. */
    public EventState(boolean active, @Nullable Long last) {
        this.active = active;
        this.last = last;
    }

    public boolean active() {
        return active;
    }

    /** The effective time of the last event that began it, in milliseconds since 1970 UTC; null where it does not matter. */
    public @Nullable Long last() {
        return last;
    }
}
