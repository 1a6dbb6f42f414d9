package io.citywatch.jobs.alarms.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Both tails of a statistic's distribution. Up and down are learned apart: much that is usual upwards is not downwards. */
final class TwoTails {
    /** About how many excesses are remembered: 300 give the shape of a tail, and more of them forget too slowly. */
    private static final double EXCESS_MEMORY = 300;

    private final SurpriseTail up;
    private final SurpriseTail down;

    TwoTails(double quantile, double mean) {
        up = new SurpriseTail(quantile, mean);
        down = new SurpriseTail(quantile, mean);
    }

    /** How rare a value is in the direction in which it lies; learns it. */
    double surprise(double value, double learned, double memory) {
        double surprise = Math.max(up.surprise(value, learned), down.surprise(-value, learned));
        up.learn(value, learned, memory, EXCESS_MEMORY);
        down.learn(-value, learned, memory, EXCESS_MEMORY);
        return surprise;
    }

    void write(DataOutput out) throws IOException {
        up.write(out);
        down.write(out);
    }

    void read(DataInput in) throws IOException {
        up.read(in);
        down.read(in);
    }
}
