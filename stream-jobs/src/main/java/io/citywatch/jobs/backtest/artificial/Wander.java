package io.citywatch.jobs.backtest.artificial;

import java.util.Random;

/** Wanders around 0 and comes back within some days; standard deviation about 1. */
final class Wander {
    private final Random random;
    private final double days;
    private final double noise;
    private double value;

    Wander(Random random, double days, double noise) {
        this.random = random;
        this.days = days;
        this.noise = noise;
        this.value = random.nextGaussian();
    }

    double next(double day, double step) {
        double keep = Math.exp(-step / days);
        value = keep * value + Math.sqrt(1 - keep * keep) * random.nextGaussian();
        return value + noise * random.nextGaussian();
    }
}
