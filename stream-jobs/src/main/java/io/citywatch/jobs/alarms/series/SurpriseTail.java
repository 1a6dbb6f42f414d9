package io.citywatch.jobs.alarms.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The upper tail of a statistic's distribution, learned in constant state: a high quantile, how often values lie beyond
 * it, and a generalised Pareto distribution of how far beyond (peaks over threshold: Siffer et al., "Anomaly Detection in
 * Streams with Extreme Value Theory", KDD 2017; here fitted by moments, and with forgetting).
 */
final class SurpriseTail {
    /** Values beyond the quantile of this share belong to the tail. */
    private static final double TAIL_SHARE = 0.1;
    /** No tail is taken as rarer than this: a statistic that is nearly always the same would make every change a wonder. */
    private static final double LEAST_SHARE = 1e-3;
    /** How many excesses the first guess of their distribution counts for. */
    private static final double PRIOR_EXCESSES = 5;
    /** How many excesses it takes to believe in their shape by half. */
    private static final double SHAPE_EXCESSES = 20;
    /** An excess teaches at most as much as one of this many times the mean: an anomaly does not become usual at once. */
    private static final double LARGEST_EXCESS = 8;
    /** The shape of a tail that falls nearly as an exponential does. */
    private static final double LIGHTEST = 0.05;
    /** Beyond 0.5 the distribution has no variance, and moments do not fit it. */
    private static final double HEAVIEST = 0.45;

    private static final double LEAST_MEAN = 1e-3;
    private static final double LEAST_GAIN = 1e-4;

    private float quantile;
    private float share;
    private float mean;
    private float square;

    /**
     * Begins with a guess.
     *
     * @param mean of the excesses beyond the quantile
     */
    SurpriseTail(double quantile, double mean) {
        this.quantile = (float) quantile;
        this.share = (float) TAIL_SHARE;
        this.mean = (float) mean;
        this.square = (float) (2 * mean * mean);
    }

    /**
     * How rare a value as high as this is: minus the decimal logarithm of its probability; 0 below the tail.
     *
     * @param learned how many values it has learned from
     */
    double surprise(double value, double learned) {
        double excess = value - quantile;
        if (excess <= 0) {
            return 0;
        }
        double average = Math.max(mean, LEAST_MEAN);
        double variance = Math.max(square - average * average, 0.1 * average * average);
        double fitted = 0.5 * (1 - average * average / variance);
        double belief = excesses(learned) / (excesses(learned) + SHAPE_EXCESSES);
        double shape = Bounds.within(fitted * belief + LIGHTEST * (1 - belief), LIGHTEST, HEAVIEST);
        double scale = average * (1 - shape);
        return Math.log10(1 + shape * excess / scale) / shape - Math.log10(Math.max(share, LEAST_SHARE));
    }

    /**
     * Learns from a value.
     *
     * @param learned how many values it has learned from before
     * @param memory how many values it remembers, about
     * @param excessMemory how many excesses it remembers, about
     */
    void learn(double value, double learned, double memory, double excessMemory) {
        double gain = Math.max(1 / (learned + 10), 1 / memory);
        double excess = value - quantile;
        boolean beyond = excess > 0;
        double average = Math.max(mean, LEAST_MEAN);
        double step = average * Math.max(gain, LEAST_GAIN);
        share += (float) (gain * ((beyond ? 1 : 0) - share));
        if (beyond) {
            double taught = Math.min(excess, LARGEST_EXCESS * average);
            double excessGain = Math.max(1 / excesses(learned), 1 / excessMemory);
            mean += (float) (excessGain * (taught - mean));
            square += (float) (excessGain * (taught * taught - square));
            quantile += (float) (step * (1 - TAIL_SHARE) / TAIL_SHARE);
        } else {
            quantile -= (float) step;
        }
    }

    private static double excesses(double learned) {
        return PRIOR_EXCESSES + 1 + TAIL_SHARE * learned;
    }

    void write(DataOutput out) throws IOException {
        out.writeFloat(quantile);
        out.writeFloat(share);
        out.writeFloat(mean);
        out.writeFloat(square);
    }

    void read(DataInput in) throws IOException {
        quantile = in.readFloat();
        share = in.readFloat();
        mean = in.readFloat();
        square = in.readFloat();
    }
}
