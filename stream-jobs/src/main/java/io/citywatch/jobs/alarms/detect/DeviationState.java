package io.citywatch.jobs.alarms.detect;

/** A distance on a ladder, and the usual value as far as it is learned. */
public final class DeviationState extends LadderState {
    int learned;
    double usual;

    public DeviationState() {}

    /** A state of its parts, for the codec. */
    public DeviationState(LadderState ladder, int learned, double usual) {
        super(ladder.level(), ladder.value(), ladder.goodSince(), ladder.pending());
        newest(ladder.newest());
        this.learned = learned;
        this.usual = usual;
    }

    /** From how many reports the usual value is learned so far. */
    public int learned() {
        return learned;
    }

    /** The usual value, in the metric's unit. */
    public double usual() {
        return usual;
    }
}
