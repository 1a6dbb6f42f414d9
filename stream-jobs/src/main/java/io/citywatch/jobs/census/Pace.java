package io.citywatch.jobs.census;

import io.citywatch.telemetry.census.Forecast;
import io.citywatch.telemetry.census.TargetProgress;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Foretells when a target will be reached.
 *
 * <p>The pace is what was done a day on the last {@link #WINDOW_DAYS} complete days, or since the first of them on which
 * anything was done; days on which nothing was done count. The range is that of the mean: as many standard errors to each
 * side as hold it in four of five cases.
 */
final class Pace {
    /** Four weeks, so that every day of the week is in it equally often. */
    static final int WINDOW_DAYS = 28;

    /** With fewer complete days there is no saying how much they vary. */
    static final int FEWEST_DAYS = 3;

    /** The standard normal distribution's quantile at 90 %, so that 10 % lie beyond it on each side. */
    private static final double STANDARD_ERRORS = 1.2816;

    /** What takes longer than a hundred years is not foretold. */
    private static final double LONGEST_DAYS = 36_525;

    private Pace() {}

    /**
     * The forecast, or null when the target is reached or too few days are known.
     *
     * @param days what was done on days in the window, and maybe on today
     */
    static @Nullable Forecast forecast(List<TargetProgress.Day> days, double remaining, LocalDate today) {
        List<TargetProgress.Day> complete =
                days.stream().filter(day -> day.day().isBefore(today)).toList();
        if (remaining <= 0 || complete.isEmpty()) {
            return null;
        }
        long count = today.toEpochDay() - complete.get(0).day().toEpochDay();
        if (count < FEWEST_DAYS) {
            return null;
        }
        double sum = 0;
        double squares = 0;
        for (TargetProgress.Day day : complete) {
            sum += day.done();
            squares += day.done() * day.done();
        }
        double mean = sum / count;
        double variance = Math.max(0, (squares - count * mean * mean) / (count - 1));
        double margin = STANDARD_ERRORS * Math.sqrt(variance / count);
        return new Forecast(
                mean,
                reached(today, remaining, mean),
                reached(today, remaining, mean + margin),
                reached(today, remaining, mean - margin));
    }

    private static @Nullable LocalDate reached(LocalDate today, double remaining, double perDay) {
        double days = Math.ceil(remaining / perDay);
        return perDay > 0 && days <= LONGEST_DAYS ? today.plusDays((long) days) : null;
    }
}
