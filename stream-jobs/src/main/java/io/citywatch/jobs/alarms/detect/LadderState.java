package io.citywatch.jobs.alarms.detect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far up a {@link Ladder} a device stands. */
public non-sealed class LadderState extends DetectorState {
    /** The level of a device that has reached no step. */
    public static final int GROUND = -1;

    int level = GROUND;
    double value;

    @Nullable
    Long goodSince;

    List<Pending> pending = List.of();

    public LadderState() {}

    /** A state of its parts, for the codec. */
    public LadderState(int level, double value, @Nullable Long goodSince, List<Pending> pending) {
        this.level = level;
        this.value = value;
        this.goodSince = goodSince;
        this.pending = List.copyOf(pending);
    }

    /** The index of the step that holds, or {@link #GROUND}. */
    public int level() {
        return level;
    }

    /** The value that was applied last. */
    public double value() {
        return value;
    }

    /** While a step holds: the effective time at which the present run of good values began. */
    public @Nullable Long goodSince() {
        return goodSince;
    }

    /** The steps that are met, but not yet for long enough. */
    public List<Pending> pending() {
        return pending;
    }

    /**
     * A step that has to be met for a while.
     *
     * @param step its index
     * @param since the effective time of the first value that met it, in milliseconds since 1970 UTC
     * @param due when it holds if nothing more is heard, on the clock of arrivals, in milliseconds since 1970 UTC
     */
    public record Pending(int step, long since, long due) {}
}
