package io.citywatch.jobs.alarms.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The range of all values so far. A value outside widens it a little, and altogether only when values are back inside: so a
 * long excursion stays one while it lasts, and the next as far as that is none.
 */
final class Range {
    /** The range narrows by itself, so slowly that a season is remembered. */
    private static final double FORGETTING = 0.01;

    private static final double LEAST_SHARE_OF_VALUE = 1e-9;
    /** Farther outside is as good as never; and what is computed of it stays finite. */
    private static final double FARTHEST = 1e6;

    private double low = Double.NaN;
    private double high = Double.NaN;
    /** How far the present excursion leads: below the range negative, above positive. */
    private float excursion;

    /**
     * Takes the next value; how far it lies outside, as a share of the range so far, at most {@link #FARTHEST}.
     *
     * @param rows in how many values the range would follow one that stays outside
     */
    double outside(double value, double rows) {
        if (Double.isNaN(low)) {
            low = value;
            high = value;
            return 0;
        }
        double width = high - low;
        double beyond = value < low ? value - low : Math.max(0, value - high);
        if (beyond == 0) {
            end();
            low += FORGETTING * width / rows;
            high -= FORGETTING * width / rows;
            return 0;
        }
        // A series that never changed has no width: there the size of its values counts, of which the new one may be 0
        double size = Math.max(Math.abs(value), Math.max(Math.abs(low), Math.abs(high)));
        double share = Math.abs(beyond) / Math.max(width, LEAST_SHARE_OF_VALUE * size + Double.MIN_NORMAL);
        if (beyond < 0) {
            excursion = (float) Math.min(excursion, beyond);
            low += beyond / rows;
        } else {
            excursion = (float) Math.max(excursion, beyond);
            high += beyond / rows;
        }
        return Math.min(share, FARTHEST);
    }

    private void end() {
        if (excursion < 0) {
            low += excursion;
        } else {
            high += excursion;
        }
        excursion = 0;
    }

    void write(DataOutput out) throws IOException {
        out.writeDouble(low);
        out.writeDouble(high);
        out.writeFloat(excursion);
    }

    void read(DataInput in) throws IOException {
        low = in.readDouble();
        high = in.readDouble();
        excursion = in.readFloat();
    }
}
