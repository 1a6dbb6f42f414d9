package io.citywatch.jobs.alarms.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** When values come: the typical interval, which is learned, and what is late. */
final class Cadence {
    static final long DAY_MILLIS = 86_400_000;
    /** So many late values in a row mean that the clock was set back. */
    private static final int LATE = 3;

    private static final double LEAST_STEP = 0.02;
    private static final double ABOUT = 0.1;

    private long first;
    private long newest;
    private int count;
    private int late;
    private float intervalMillis;
    private float steps;

    /** Takes the time of the next value; false for one that is older than the newest and to be passed over. */
    boolean next(long timeMillis) {
        if (count == 0) {
            first = timeMillis;
        } else if (timeMillis < newest && late < LATE) {
            late++;
            return false;
        } else {
            first = Math.min(first, timeMillis);
            learn((double) timeMillis - newest);
        }
        late = 0;
        newest = timeMillis;
        count = count == Integer.MAX_VALUE ? count : count + 1;
        return true;
    }

    private void learn(double gap) {
        double interval = intervalMillis;
        if (gap > 0) {
            double step = Math.max(1.0 / count, LEAST_STEP);
            if (interval == 0) {
                interval = gap;
            } else if (Math.abs(gap - interval) < ABOUT * interval) {
                interval += step * (gap - interval);
            } else {
                interval = gap > interval ? interval * (1 + step) : interval / (1 + step);
            }
        }
        steps = (float) Bounds.within(gap / Math.max(interval, 1), 1, 1000);
        intervalMillis = (float) interval;
    }

    /** How many values were taken. */
    double count() {
        return count;
    }

    /** How many intervals lie between the newest value and the one before, at least 1. */
    double steps() {
        return steps;
    }

    /** How many days lie between the first value and the newest. */
    double days() {
        return ((double) newest - first) / DAY_MILLIS;
    }

    /** How many values come in so many days, within bounds. */
    double rows(double days, double least, double most) {
        return Bounds.within(days * DAY_MILLIS / Math.max(intervalMillis, 1), least, most);
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(first);
        out.writeLong(newest);
        out.writeInt(count);
        out.writeByte(late);
        out.writeFloat(intervalMillis);
        out.writeFloat(steps);
    }

    void read(DataInput in) throws IOException {
        first = in.readLong();
        newest = in.readLong();
        count = in.readInt();
        late = in.readByte();
        intervalMillis = in.readFloat();
        steps = in.readFloat();
    }
}
