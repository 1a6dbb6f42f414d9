package io.citywatch.jobs.backtest.artificial;

import java.util.Random;

/** Quiet, with short bursts of different heights that come by themselves and are nothing unusual. */
final class Bursts {
    private final Random random;
    private final double perDay;
    private final double noise;
    private double height;
    private double left;

    Bursts(Random random, double perDay, double noise) {
        this.random = random;
        this.perDay = perDay;
        this.noise = noise;
    }

    double next(double day, double step) {
        left -= step;
        if (left <= 0) {
            height = 0;
            if (random.nextDouble() < perDay * step) {
                height = 0.3 + 0.5 * random.nextDouble() + 0.1 * Math.abs(random.nextGaussian());
                left = step * (1 + random.nextInt(4));
            }
        }
        return 0.1 + height + noise * random.nextGaussian();
    }
}
