package io.citywatch.jobs.backtest.artificial;

import java.util.Random;

/** Counts that follow the day and vary more than by chance, with swells that die away. */
final class Chatter {
    private final Random random;
    private final double rate;
    private final double phase;
    private double swell;

    Chatter(Random random, double rate, double phase) {
        this.random = random;
        this.rate = rate;
        this.phase = phase;
    }

    double next(double day, double step) {
        swell *= Math.exp(-step / 0.05);
        if (random.nextDouble() < step * 1.5) {
            swell += 0.5 + random.nextDouble();
        }
        double mean = rate
                * (1 + 0.6 * Math.sin(2 * Math.PI * (day + phase)) + swell)
                * Math.exp(0.3 * random.nextGaussian());
        return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian())) / rate;
    }
}
