package io.citywatch.jobs.backtest.artificial;

import java.util.Random;

/**
 * What an undisturbed series looks like. Half of them are there to work with, the other half to judge by.
 *
 * <p>Each gives a value for the time of day (0 to 1), the day since the start, and how far the day has moved on since the
 * value before. Amplitudes are about 1.
 */
public enum Shape {
    SINE(false),
    OFFICE(false),
    TAXI(false),
    MACHINE(false),
    BURSTY_CPU(false),
    CLICKS(false),
    TELEGRAPH(false),
    FLAT(false),
    WATER_FLOW(false),
    RUSH_HOURS(true),
    AMBIENT(true),
    TWEETS(true),
    SPEED(true),
    SAWTOOTH(true),
    DAILY_SPIKES(true),
    PRESSURE(true),
    REQUESTS(true),
    TREND(true),
    WALK(true);

    private final boolean heldOut;

    Shape(boolean heldOut) {
        this.heldOut = heldOut;
    }

    public boolean isHeldOut() {
        return heldOut;
    }

    /** Begins one series of that shape. */
    Course start(Random random) {
        double noise = 0.02 + 0.15 * random.nextDouble() * random.nextDouble() * 2;
        double phase = random.nextDouble();
        double second = random.nextDouble();
        return switch (this) {
            case SINE -> (day, step) -> Math.sin(2 * Math.PI * (day + phase)) + noise * random.nextGaussian();
            case OFFICE ->
                (day, step) -> between(day + phase, 0.3, 0.75) * (second < 0.5 && weekend(day) ? 0.2 : 1)
                        + noise * random.nextGaussian();
            case TAXI ->
                (day, step) -> 1
                        + Math.sin(2 * Math.PI * (day + phase)) * (weekend(day) ? 0.6 : 1)
                        + 0.4 * Math.sin(4 * Math.PI * (day + second))
                        + (weekend(day) ? 0.25 : 0)
                        + 0.4 * noise * random.nextGaussian();
            case MACHINE -> new Wander(random, 0.4 + second, noise * 0.3)::next;
            case BURSTY_CPU -> new Bursts(random, 4 + 20 * second, 0.1 * noise)::next;
            case CLICKS ->
                (day, step) -> (1 + 0.5 * Math.sin(2 * Math.PI * (day + phase)))
                        * (weekend(day) ? 0.8 : 1)
                        * Math.exp(3 * noise * random.nextGaussian());
            case TELEGRAPH -> new Switch(random, 0.05 + 0.3 * second, noise * 0.5)::next;
            case FLAT ->
                (day, step) -> second < 0.5
                        ? noise * random.nextGaussian()
                        : noise * (random.nextDouble() < 0.05 ? 3 : 1) * random.nextGaussian();
            case WATER_FLOW ->
                (day, step) -> Math.round(40
                                * Math.max(
                                        0,
                                        Math.sin(2 * Math.PI * (day + phase))
                                                + 0.3
                                                + 0.3 * Math.sin(6 * Math.PI * (day + second))
                                                + 2 * noise * random.nextGaussian()))
                        / 40.0;
            case RUSH_HOURS ->
                (day, step) -> (weekend(day) && second < 0.7 ? 0.5 : 1)
                                * (bell(day + phase, 0.33, 0.05) + 0.8 * bell(day + phase, 0.72, 0.07))
                        + 0.2 * bell(day + phase, 0.5, 0.2)
                        + noise * random.nextGaussian();
            case AMBIENT -> {
                Wander weather = new Wander(random, 2 + 3 * second, 0.02);
                yield (day, step) -> 1.5 * Math.sin(2 * Math.PI * (day / 365 + phase))
                        + weather.next(day, step)
                        + 0.3 * Math.sin(2 * Math.PI * (day + phase))
                        + 0.3 * noise * random.nextGaussian();
            }
            case TWEETS -> new Chatter(random, 3 + 40 * second, phase)::next;
            case SPEED ->
                (day, step) -> 2
                        - (weekend(day) ? 0.3 : 1) * (bell(day + phase, 0.35, 0.04) + bell(day + phase, 0.72, 0.05))
                        - Math.abs(noise * random.nextGaussian())
                        - (random.nextDouble() < 0.01 ? second * random.nextDouble() : 0);
            case SAWTOOTH -> {
                double period = 0.2 + 2.3 * second;
                yield (day, step) -> (day / period + phase) % 1.0 + 0.3 * noise * random.nextGaussian();
            }
            case DAILY_SPIKES ->
                (day, step) -> 2 * bell(day + phase, 0.5, 0.008)
                        + (second < 0.5 ? 1.2 * bell(day + phase, 0.9, 0.01) : 0)
                        + 0.5 * noise * random.nextGaussian();
            case PRESSURE -> {
                Wander slow = new Wander(random, 1.5, 0.01);
                yield (day, step) -> 30
                        + 0.3 * slow.next(day, step)
                        - 0.6 * bell(day + phase, 0.3, 0.06)
                        - 0.5 * bell(day + phase, 0.8, 0.08)
                        + 0.6 * noise * random.nextGaussian();
            }
            case REQUESTS ->
                (day, step) -> Math.max(
                        0, (1.1 + Math.sin(2 * Math.PI * (day + phase))) * (1 + 2 * noise * random.nextGaussian()));
            case TREND ->
                (day, step) -> day * (0.02 + 0.1 * second)
                        + Math.sin(2 * Math.PI * (day + phase)) * 0.5
                        + noise * random.nextGaussian();
            case WALK -> new Wander(random, 30, 0.01)::next;
        };
    }

    private static boolean weekend(double day) {
        return ((long) Math.floor(day)) % 7 >= 5;
    }

    private static double between(double day, double from, double to) {
        double at = day - Math.floor(day);
        return at >= from && at < to ? 1 : 0;
    }

    private static double bell(double day, double at, double width) {
        double off = day - Math.floor(day) - at;
        return Math.exp(-off * off / (2 * width * width));
    }

    /** The values of one undisturbed series. */
    interface Course {
        double at(double day, double step);
    }
}
