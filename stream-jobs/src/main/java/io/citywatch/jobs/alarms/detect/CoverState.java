package io.citywatch.jobs.alarms.detect;

import org.jspecify.annotations.Nullable;

/** What is known of a manhole's cover: the newest of each of its two signals, and its step. */
public final class CoverState extends LadderState {
    @Nullable
    Double tiltDeg;

    boolean open;

    public CoverState() {}

    /** A state of its parts, for the codec. */
    public CoverState(LadderState ladder, @Nullable Double tiltDeg, boolean open) {
        super(ladder.level(), ladder.value(), ladder.goodSince(), ladder.pending());
        newest(ladder.newest());
        this.tiltDeg = tiltDeg;
        this.open = open;
    }

    /** The angle that was measured last, in degrees. */
    public @Nullable Double tiltDeg() {
        return tiltDeg;
    }

    /** Whether the cover's switch last said that it is open. */
    public boolean open() {
        return open;
    }
}
