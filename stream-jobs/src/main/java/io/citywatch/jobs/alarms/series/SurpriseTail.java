package io.citywatch.jobs.alarms.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The upper tail of a statistic's distribution, learned in constant state: how often it lies beyond a high quantile, and
 * a generalised Pareto distribution of how far beyond (peaks over threshold: Siffer et al., "Anomaly Detection in Streams
 * with Extreme Value Theory", KDD 2017, here with moments in place of a maximum likelihood fit, and with forgetting).
 */
final class SurpriseTail {
    /** The quantile beyond which values belong to the tail. */
    private static final double TAIL_SHARE = 0.1;
    /** How many excesses the first guess of their distribution counts for. */
    private static final double PRIOR_EXCESSES = 5;
    /** One excess changes what is known of them by at most as much as one of this many times their mean. */
    private static final double LARGEST_EXCESS = 8;
    /** Tails are never taken as lighter than this, nor as heavy as to have no variance. */
    private static final double LIGHTEST = 0.05;

    private static final double HEAVIEST = 0.45;
    private static final double LEAST_MEAN = 1e-3;

    private float quantile;
    private float share;
    private float mean;
    private float square;
    private float excesses;

    SurpriseTail(double quantile, double mean) {
        this.quantile = (float) quantile;
        this.share = (float) TAIL_SHARE;
        this.mean = (float) mean;
        this.square = (float) (2 * mean * mean);
        this.excesses = (float) PRIOR_EXCESSES;
    }

    /** How rare a value as high as this is: minus the decimal logarithm of its probability; 0 below the tail. */
    double surprise(double value) {
        double excess = value - quantile;
        if (excess <= 0) {
            return 0;
        }
        double m = Math.max(mean, LEAST_MEAN);
        double variance = Math.max(square - m * m, 0.1 * m * m);
        double shape = 0.5 * (1 - m * m / variance);
        double weight = excesses / (excesses + 20);
        shape = Math.min(Math.max(shape * weight + LIGHTEST * (1 - weight), LIGHTEST), HEAVIEST);
        double scale = m * (1 - shape);
        return -Math.log10(Math.max(share, 1e-3)) + Math.log10(1 + shape * excess / scale) / shape;
    }

    /** Learns from a value. */
    void learn(double value, double gain, double excessGain) {
        double excess = value - quantile;
        boolean beyond = excess > 0;
        share += (float) (gain * ((beyond ? 1 : 0) - share));
        double step = Math.max(mean, LEAST_MEAN) * Math.max(gain, 1e-4);
        if (beyond) {
            double m = Math.max(mean, LEAST_MEAN);
            double clipped = Math.min(excess, LARGEST_EXCESS * m);
            excesses = Math.min(excesses + 1, 1e6f);
            double g = Math.max(1 / excesses, excessGain);
            mean += (float) (g * (clipped - mean));
            square += (float) (g * (clipped * clipped - square));
            quantile += (float) (step * (1 - TAIL_SHARE) / TAIL_SHARE);
        } else {
            quantile -= (float) step;
        }
    }

    void write(DataOutput out) throws IOException {
        out.writeFloat(quantile);
        out.writeFloat(share);
        out.writeFloat(mean);
        out.writeFloat(square);
        out.writeFloat(excesses);
    }

    void read(DataInput in) throws IOException {
        quantile = in.readFloat();
        share = in.readFloat();
        mean = in.readFloat();
        square = in.readFloat();
        excesses = in.readFloat();
    }
}
