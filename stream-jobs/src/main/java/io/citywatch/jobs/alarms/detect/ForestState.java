package io.citywatch.jobs.alarms.detect;

import io.citywatch.jobs.alarms.series.RandomCutForestDetector.Forest;

/** A score on a ladder, and what the forest behind it has seen. It is remembered of a group of devices, never of a device. */
public final class ForestState extends LadderState {
    final Forest forest;

    ForestState(Forest forest) {
        this.forest = forest;
    }

    /** A state of its parts, for the codec. */
    public ForestState(LadderState ladder, Forest forest) {
        super(ladder.level(), ladder.value(), ladder.goodSince(), ladder.pending());
        this.forest = forest;
    }

    public Forest forest() {
        return forest;
    }
}
