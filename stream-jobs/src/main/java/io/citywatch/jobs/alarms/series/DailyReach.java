package io.citywatch.jobs.alarms.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How far values go out of their way about every day, up and down apart: the emptying of a bin, a pump that starts each
 * morning. What comes again and again is no news, however far it lies from all other values; so a deviation that is within
 * the reach of most days is not taken as rare.
 *
 * <p>Learned from the farthest value of each day when the day is over, quickly when it is farther than usual and slowly when it
 * is not: it takes about six such days until they are usual, and a month until they are forgotten.
 */
final class DailyReach {
    private static final double FARTHER = 0.3;
    private static final double NEARER = 0.03;
    /** A deviation farther than usual by a fifth is none of the usual ones. */
    private static final double TOLERANCE = 1.2;
    /** As rare as a value a day is at intervals of five minutes: too little to be reported. */
    private static final double RARITY = 2.5;

    private static final double LEAST_ROWS = 50;
    private static final double MOST_ROWS = 3000;

    private float up;
    private float down;
    private float upToday;
    private float downToday;
    private int rowsLeft;

    /**
     * How rare a deviation is in the light of the days before; learns it.
     *
     * @param deviation in the unit of the values
     * @param rarity how rare it is by itself
     */
    double temper(double deviation, double rarity, Cadence cadence) {
        if (--rowsLeft <= 0) {
            rowsLeft = (int) cadence.rows(1, LEAST_ROWS, MOST_ROWS);
            up = learn(up, upToday);
            down = learn(down, downToday);
            upToday = 0;
            downToday = 0;
        }
        boolean usual = deviation <= TOLERANCE * up && deviation >= -TOLERANCE * down;
        upToday = (float) Math.max(upToday, deviation);
        downToday = (float) Math.max(downToday, -deviation);
        return usual ? Math.min(rarity, RARITY) : rarity;
    }

    private static float learn(float reach, float today) {
        double faded = reach * (1 - NEARER);
        return (float) (faded + FARTHER * Math.max(0, today - faded));
    }

    void write(DataOutput out) throws IOException {
        out.writeFloat(up);
        out.writeFloat(down);
        out.writeFloat(upToday);
        out.writeFloat(downToday);
        out.writeInt(rowsLeft);
    }

    void read(DataInput in) throws IOException {
        up = in.readFloat();
        down = in.readFloat();
        upToday = in.readFloat();
        downToday = in.readFloat();
        rowsLeft = in.readInt();
    }
}
