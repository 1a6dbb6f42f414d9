package io.citywatch.jobs.alarms.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What is usual in each part of a period that comes again and again, such as the half-hours of a day.
 *
 * <p>The values of one part are averaged while it lasts and learned when it is over, so that what is usual never contains
 * the present. How much it can be relied on ({@link #weight}) is the regression of the values on what was foretold: 1 for a
 * true rhythm, near 0 for a series without one.
 *
 * <p>Kept in 16 bits a part (the upper half of a {@code float}: eight bits of precision).
 */
final class Profile {
    private static final short UNKNOWN = (short) (Float.floatToIntBits(Float.NaN) >>> 16);

    private final long periodMillis;
    private final double memory;
    private final short[] usual;
    private int part = -1;
    private float sum;
    private float count;
    private float covariance;
    private float variance;

    /**
     * @param periodMillis how long until it comes again
     * @param parts how many parts it has
     * @param memory how many occurrences of a part are remembered, about
     */
    Profile(long periodMillis, int parts, double memory) {
        this.periodMillis = periodMillis;
        this.memory = memory;
        this.usual = new short[parts];
        Arrays.fill(usual, UNKNOWN);
    }

    /** What is usual at that time, relative to the level; 0 where that is not known yet. */
    double usual(long timeMillis) {
        double value = known(part(timeMillis));
        return Double.isNaN(value) ? 0 : value;
    }

    /** How much of what is usual can be relied on, from 0 to 1. */
    double weight() {
        return Math.min(Math.max(covariance / (variance + 0.05), 0), 1);
    }

    /**
     * Learns from a value.
     *
     * @param value relative to the level
     * @param scale how much values vary
     * @param occurrences how often the period has come so far
     * @param gain how much one value changes the weight
     */
    void learn(long timeMillis, double value, double scale, double occurrences, double gain) {
        int now = part(timeMillis);
        if (now != part) {
            commit(scale, occurrences);
            part = now;
            sum = 0;
            count = 0;
        }
        sum += (float) value;
        count++;
        double foretold = known(now);
        if (!Double.isNaN(foretold) && scale > 0) {
            double y = Bounds.reach(value / scale, 6);
            double u = Bounds.reach(foretold / scale, 6);
            covariance += (float) (gain * (y * u - covariance));
            variance += (float) (gain * (u * u - variance));
        }
    }

    private void commit(double scale, double occurrences) {
        if (count == 0) {
            return;
        }
        double mean = sum / count;
        double old = known(part);
        double next = mean;
        if (!Double.isNaN(old)) {
            double step = mean - old;
            double reach = occurrences < 3 ? Double.MAX_VALUE : 3 * scale;
            next = old + Bounds.reach(step, reach) / Math.min(Math.max(occurrences, 1) + 1, memory);
        }
        usual[part] = (short) (Float.floatToIntBits((float) next) + 0x8000 >>> 16);
    }

    private double known(int at) {
        return Float.intBitsToFloat(usual[at] << 16);
    }

    private int part(long timeMillis) {
        return (int) (Math.floorMod(timeMillis, periodMillis) * usual.length / periodMillis);
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(part);
        out.writeFloat(sum);
        out.writeFloat(count);
        out.writeFloat(covariance);
        out.writeFloat(variance);
        for (short value : usual) {
            out.writeShort(value);
        }
    }

    void read(DataInput in) throws IOException {
        part = in.readByte();
        sum = in.readFloat();
        count = in.readFloat();
        covariance = in.readFloat();
        variance = in.readFloat();
        for (int i = 0; i < usual.length; i++) {
            usual[i] = in.readShort();
        }
    }
}
