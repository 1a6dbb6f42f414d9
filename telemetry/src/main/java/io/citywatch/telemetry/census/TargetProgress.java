package io.citywatch.telemetry.census;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far one target of the programme has come; all amounts in the target's measure.
 *
 * @param id the target's id in the programme
 * @param target what is to be reached
 * @param amounts what there is at each step; what is commissioned is done
 * @param days what was done on each of the last days on which anything was, oldest first
 * @param forecast when the target will be reached; null when it is reached, or when too few days are known
 * @param t as of when, in milliseconds since 1970 UTC
 */
public record TargetProgress(
        String id, double target, Map<Step, Double> amounts, List<Day> days, @Nullable Forecast forecast, long t) {

    public TargetProgress {
        amounts = Map.copyOf(amounts);
        days = List.copyOf(days);
    }

    /**
     * What was done on one day.
     *
     * @param day the day, in the city's time
     * @param done how much was commissioned on it for the first time
     */
    public record Day(LocalDate day, double done) {}

    /** What is done. */
    public double done() {
        return at(Step.COMMISSIONED);
    }

    /** What there is at that step. */
    public double at(Step step) {
        return amounts.getOrDefault(step, 0.0);
    }

    /** The key under which the progress stands in the log. */
    public String scope() {
        return "target/" + id;
    }
}
