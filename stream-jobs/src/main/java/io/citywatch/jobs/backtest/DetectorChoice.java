package io.citywatch.jobs.backtest;

import io.citywatch.jobs.alarms.series.DailyRhythm;
import io.citywatch.jobs.alarms.series.LevelLimit;
import io.citywatch.jobs.alarms.series.RandomCutForestDetector;
import io.citywatch.jobs.alarms.series.RateLimit;
import io.citywatch.jobs.alarms.series.SeriesDetector;
import io.citywatch.jobs.alarms.series.StuckLimit;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The detectors that a series can be judged by, by name. */
public enum DetectorChoice {
    DAILY_RHYTHM("dailyRhythm", "learns level, daily and weekly rhythm; nothing to set", settings -> new DailyRhythm()),
    RANDOM_CUT_FOREST(
            "randomCutForest",
            "isolates unusual runs of values; for a main or a district; --trees, --sample-size, --shingle, --warm-up, --seed",
            Settings::forest),
    LEVEL(
            "level",
            "a value at or beyond --limit, or at or below --low",
            settings -> new LevelLimit(settings.low(), settings.limit())),
    RATE_OF_CHANGE(
            "rateOfChange",
            "a change of --limit or more within --minutes",
            settings -> new RateLimit(settings.required(settings.limit(), "--limit"), settings.millis())),
    STUCK("stuck", "the same value for --minutes or longer", settings -> new StuckLimit(settings.millis()));

    /** What is good for most series. */
    public static final String DEFAULT = "dailyRhythm";

    private final String title;
    private final String text;
    private final Function<Settings, SeriesDetector<?>> make;

    DetectorChoice(String title, String text, Function<Settings, SeriesDetector<?>> make) {
        this.title = title;
        this.text = text;
        this.make = make;
    }

    /** The detector of that name; null when there is none. */
    public static @Nullable DetectorChoice named(String title) {
        return Arrays.stream(values())
                .filter(choice -> choice.title.equals(title))
                .findAny()
                .orElse(null);
    }

    /** All names, and what stands behind them, a line each. */
    public static String list() {
        return Arrays.stream(values())
                .map(choice -> String.format("  %-16s %s", choice.title, choice.text))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    /**
     * The detector with those settings.
     *
     * @throws IllegalArgumentException when it needs a setting that is not there, or one makes no sense
     */
    public SeriesDetector<?> make(Settings settings) {
        return make.apply(settings);
    }

    /**
     * What may be set.
     *
     * @param limit a limit in the unit of the values
     * @param low a lower limit in the unit of the values
     * @param minutes a time
     * @param forest a forest of that size
     */
    public record Settings(
            @Nullable Double limit, @Nullable Double low, double minutes, RandomCutForestDetector forest) {
        private static final double MINUTE_MILLIS = 60_000;

        double required(@Nullable Double value, String option) {
            if (value == null) {
                throw new IllegalArgumentException("it needs " + option);
            }
            return value;
        }

        long millis() {
            return Math.round(minutes * MINUTE_MILLIS);
        }
    }
}
