package io.citywatch.jobs.alarms.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Runs of exactly the same value, and how usual they are: how often a value repeats the one before, after a change and
 * within a run. So a meter that stands at zero every night is not stuck, and one that never said the same twice is after a
 * few rows. A run is learned when it is over; one that is no longer than the longest before is none, and a series that hardly ever
 * changed has none that are rare.
 */
final class Repeats {
    /** A run shorter than this proves less than its probability says. */
    private static final double SHORT = 6;
    /** Where counts are halved, so that what is usual can change. */
    private static final float MOST = 20_000;

    private static final int LONGEST = 1_000_000;
    /** After so many changes it is believed by half that the series is one that changes. */
    private static final double PROVEN = 10;
    /** By how much of the longest run before another has to be longer to count in full. */
    private static final double LONGER = 0.3;
    /** How much of the longest run is forgotten with each change: half of it in about 3500. */
    private static final float FORGOTTEN = 0.0002f;

    private float changes;
    private float begun;
    private float within;
    private float goneOn;
    private int run;
    private float longest;

    /** Takes the next value; how rare the run is that it belongs to: minus the decimal logarithm of its probability. */
    double surprise(boolean same) {
        if (same) {
            run = Math.min(run + 1, LONGEST);
            double rarity = -Math.log10((begun + 1) / (changes + 2));
            rarity -= (run - 1) * Math.log10((goneOn + 1) / (within + 2));
            double longer = Bounds.within((run / Math.max(longest, 1) - 1) / LONGER, 0, 1);
            return rarity * Math.min(1, run / SHORT) * longer * changes / (changes + PROVEN);
        }
        changes++;
        longest -= FORGOTTEN * longest;
        if (run > 0) {
            begun++;
            within += run;
            goneOn += run - 1;
            longest = Math.max(longest, run);
            run = 0;
        }
        if (changes + within > MOST) {
            changes /= 2;
            begun /= 2;
            within /= 2;
            goneOn /= 2;
        }
        return 0;
    }

    void write(DataOutput out) throws IOException {
        out.writeFloat(changes);
        out.writeFloat(begun);
        out.writeFloat(within);
        out.writeFloat(goneOn);
        out.writeInt(run);
        out.writeFloat(longest);
    }

    void read(DataInput in, boolean withLongest) throws IOException {
        changes = in.readFloat();
        begun = in.readFloat();
        within = in.readFloat();
        goneOn = in.readFloat();
        run = in.readInt();
        longest = withLongest ? in.readFloat() : 0;
    }
}
