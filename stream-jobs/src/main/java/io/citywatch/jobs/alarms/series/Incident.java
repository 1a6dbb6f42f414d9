package io.citywatch.jobs.alarms.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Turns the rarity of values into news. What was reported is none for a while, unless it becomes much worse; afterwards it
 * still counts for a part, and fades.
 */
final class Incident {
    /** How much of what was reported counts against the next report, when the quiet is over. */
    private static final double REMEMBERED = 0.6;
    /** Beyond it a rarity counts by its logarithm only: a run of the same value becomes rarer with each of them. */
    private static final double MOST = 20;

    private float reported;
    private int quiet;

    /**
     * The score of a value: a half when its news reaches the threshold, towards 1 beyond, 0 without any.
     *
     * @param rarity minus the decimal logarithm of a probability
     * @param quietRows for how many values a report counts in full
     * @param memoryRows in how many values it fades
     */
    double score(double rarity, double threshold, double quietRows, double memoryRows) {
        double bounded = rarity <= MOST ? rarity : MOST + Math.log10(rarity / MOST);
        double known = reported;
        if (quiet > 0) {
            quiet--;
        } else {
            reported *= (float) Math.exp(-1 / memoryRows);
            known = REMEMBERED * reported;
        }
        double news = Math.max(0, bounded - known);
        if (news >= threshold) {
            reported = (float) bounded;
            quiet = (int) quietRows;
        }
        return news / (news + threshold);
    }

    void write(DataOutput out) throws IOException {
        out.writeFloat(reported);
        out.writeInt(quiet);
    }

    void read(DataInput in) throws IOException {
        reported = in.readFloat();
        quiet = in.readInt();
    }
}
