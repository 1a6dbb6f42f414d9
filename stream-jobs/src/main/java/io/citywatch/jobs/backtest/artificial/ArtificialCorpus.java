package io.citywatch.jobs.backtest.artificial;

import io.citywatch.jobs.backtest.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes series of all shapes, paces and disturbances; the same seed gives the same series. */
public final class ArtificialCorpus {
    private static final long START = Instant.parse("2026-01-05T00:00:00Z").toEpochMilli();
    private static final double DAY_SECONDS = Duration.ofDays(1).toSeconds();
    /** The share of a series that its windows cover together. */
    private static final double WINDOWS = 0.1;

    private ArtificialCorpus() {}

    /**
     * Makes series of one half of the shapes.
     *
     * @param each how many of each shape
     */
    public static List<ArtificialSeries> of(boolean heldOut, int each, long seed) {
        List<ArtificialSeries> all = new ArrayList<>();
        for (Shape shape : Shape.values()) {
            for (int i = 0; shape.isHeldOut() == heldOut && i < each; i++) {
                all.add(make(shape, new Random(seed * 1_000_003 + shape.ordinal() * 1009L + i)));
            }
        }
        return all;
    }

    static ArtificialSeries make(Shape shape, Random random) {
        random.nextInt();
        double draw = random.nextDouble();
        Pace pace = draw < 0.45 ? Pace.FIVE_MINUTES : Pace.values()[random.nextInt(Pace.values().length)];
        if (shape == Shape.AMBIENT) {
            pace = random.nextBoolean() ? Pace.HOUR_LONG : Pace.HALF_HOUR;
        }
        int rows = pace.rows;
        long[] times = new long[rows];
        double[] values = new double[rows];
        Shape.Course course = shape.start(random);
        double factor = Math.exp(4 * random.nextDouble());
        double base = random.nextBoolean() ? 0 : 3 * random.nextDouble();
        long at = START + (long) (random.nextInt(86_400)) * 1000L / pace.seconds / 1000L * pace.seconds * 1000L;
        double before = 0;
        for (int i = 0; i < rows; i++) {
            times[i] = at;
            double day = (at - START) / 1000.0 / DAY_SECONDS;
            values[i] = factor * (base + course.at(day, i == 0 ? pace.seconds / DAY_SECONDS : day - before));
            before = day;
            double jump = pace.seconds * (1 + pace.jitter * (random.nextDouble() - 0.5) * 2);
            if (pace.jitter > 0 && random.nextDouble() < 0.01) {
                jump *= 20;
            }
            at += (long) (jump * 1000);
        }
        int perDay = (int) Math.max(1, DAY_SECONDS / pace.seconds);
        return disturb(shape, times, values, perDay, random);
    }

    private static ArtificialSeries disturb(Shape shape, long[] times, double[] values, int perDay, Random random) {
        int rows = times.length;
        int disturbances = random.nextDouble() < 0.15 ? 0 : rows > 6000 ? 1 + random.nextInt(4) : 1 + random.nextInt(2);
        double spread = spread(values);
        double rough = rough(values);
        List<Window> windows = new ArrayList<>();
        StringBuilder name = new StringBuilder(shape.name());
        int half = (int) (WINDOWS * rows / Math.max(1, disturbances) / 2);
        double from = 0.25;
        for (int i = 0; i < disturbances; i++) {
            double width = (0.93 - from) / (disturbances - i);
            int start = (int) (rows * (from + width * (0.2 + 0.6 * random.nextDouble())));
            from += width;
            Disturbance disturbance = Disturbance.values()[random.nextInt(Disturbance.values().length)];
            int length = disturbance.days == 0
                    ? 1 + random.nextInt(2)
                    : (int) Math.max(
                            6,
                            Math.min(disturbance.days * perDay, disturbance == Disturbance.STEP ? rows : rows * 0.1));
            if (disturbance != Disturbance.STEP && length > 6) {
                length = (int) (length * (0.5 + 0.5 * random.nextDouble()));
            }
            disturbance.apply(values, start, Math.min(rows, start + length), spread, rough, perDay, random);
            windows.add(new Window(times[Math.max(0, start - half)], times[Math.min(rows - 1, start + half)]));
            name.append(' ').append(disturbance);
        }
        return new ArtificialSeries(name.toString(), times, values, windows);
    }

    private static double spread(double[] values) {
        double mean = 0;
        double square = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        for (double value : values) {
            square += (value - mean) * (value - mean) / values.length;
        }
        return Math.sqrt(square);
    }

    private static double rough(double[] values) {
        double square = 0;
        for (int i = 1; i < values.length; i++) {
            square += (values[i] - values[i - 1]) * (values[i] - values[i - 1]) / (2.0 * values.length);
        }
        return Math.sqrt(square);
    }
}
