package io.citywatch.jobs.alarms.detect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The value that was seen last, and when it changed lately. */
public final class FlappingState extends DetectorState {
    @Nullable
    Double value;

    List<Long> changes = List.of();
    boolean active;

    public FlappingState() {}

    /** A state of its parts, for the codec. */
    public FlappingState(@Nullable Double value, List<Long> changes, boolean active) {
        this.value = value;
        this.changes = List.copyOf(changes);
        this.active = active;
    }

    public @Nullable Double value() {
        return value;
    }

    /** When it changed, oldest first, in milliseconds since 1970 UTC. */
    public List<Long> changes() {
        return changes;
    }

    public boolean active() {
        return active;
    }
}
