package io.citywatch.jobs.backtest.artificial;

import java.util.Random;

/** Stands on one of two levels and changes between them after times that vary, as a pump does. */
final class Switch {
    private final Random random;
    private final double days;
    private final double noise;
    private boolean on;

    Switch(Random random, double days, double noise) {
        this.random = random;
        this.days = days;
        this.noise = noise;
    }

    double next(double day, double step) {
        if (random.nextDouble() < step / days) {
            on = !on;
        }
        return (on ? 1 : 0) + noise * random.nextGaussian();
    }
}
