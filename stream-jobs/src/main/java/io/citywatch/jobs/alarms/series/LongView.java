package io.citywatch.jobs.alarms.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What only shows over hours: a level that moves too slowly for any one value to be far off, such as a leak that grows, and
 * a rhythm that is lost or comes at the wrong time, while each value is a usual one. Both are means that fade, and both
 * are judged by the series' own past.
 */
final class LongView {
    /** Over how many days the mean distance from level and rhythm is taken: longer than any peak of a day lasts. */
    private static final double DRIFT_DAYS = 0.5;
    /** Over how many days the use of the rhythm is: a quarter of a day holds a rise or a fall of most rhythms. */
    private static final double FIT_DAYS = 0.25;

    private static final double LEAST_ROWS = 12;
    private static final double MOST_ROWS = 2000;
    /** A value counts at most as one of so many times the scale: it takes many of them. */
    private static final double FARTHEST = 6;

    private static final double FARTHEST_FIT = 4;

    private final TwoTails drifts = new TwoTails(1, 0.5);
    private final TwoTails fits = new TwoTails(0.5, 0.3);
    private int count;
    private float drift;
    private float fit;

    /**
     * How rare the recent hours are; learns them.
     *
     * @param off how far the value lies from level and rhythm, in the series' usual distances
     * @param offLevel how far it lies from the level alone, in the same
     * @param silent after how many values something is said
     * @return minus the decimal logarithm of a probability
     */
    double surprise(double off, double offLevel, Cadence cadence, double silent, double memory) {
        count = count == Integer.MAX_VALUE ? count : count + 1;
        double driftRows = Math.min(count, cadence.rows(DRIFT_DAYS, LEAST_ROWS, MOST_ROWS));
        double fitRows = Math.min(count, cadence.rows(FIT_DAYS, LEAST_ROWS, MOST_ROWS));
        double nearer = Math.min(Math.abs(offLevel), FARTHEST_FIT) - Math.min(Math.abs(off), FARTHEST_FIT);
        drift += (float) ((Bounds.reach(off, FARTHEST) - drift) / driftRows);
        fit += (float) ((nearer - fit) / fitRows);
        double rarity = Math.max(drifts.surprise(drift, count, memory), fits.surprise(fit, count, memory));
        return count > silent ? rarity : 0;
    }

    void write(DataOutput out) throws IOException {
        drifts.write(out);
        fits.write(out);
        out.writeInt(count);
        out.writeFloat(drift);
        out.writeFloat(fit);
    }

    void read(DataInput in) throws IOException {
        drifts.read(in);
        fits.read(in);
        count = in.readInt();
        drift = in.readFloat();
        fit = in.readFloat();
    }
}
