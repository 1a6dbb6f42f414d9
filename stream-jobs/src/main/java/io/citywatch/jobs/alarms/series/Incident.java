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
    /** Beyond it no rarity counts more: what was reported would be remembered for weeks. */
    private static final double RAREST = 1e6;

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
        double bounded = bounded(rarity);
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

    /** What was reported is over: from now on it counts as if it had just been worth a report, however bad it was. */
    void over(double threshold) {
        reported = (float) Math.min(reported, threshold);
        quiet = 0;
    }

    /** How much a rarity counts. */
    static double bounded(double rarity) {
        return rarity <= MOST ? rarity : MOST + Math.log10(Math.min(rarity, RAREST) / MOST);
    }

    void write(DataOutput out) throws IOException {
        out.writeFloat(reported);
        out.writeInt(quiet);
    }

    void read(DataInput in) throws IOException {
        float written = in.readFloat();
        // Where it was not finite, nothing would ever be news again
        reported = Float.isFinite(written) ? Math.min(written, (float) bounded(RAREST)) : 0;
        quiet = in.readInt();
    }
}
