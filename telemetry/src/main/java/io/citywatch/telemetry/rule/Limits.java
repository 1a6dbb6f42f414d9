package io.citywatch.telemetry.rule;

import io.citywatch.telemetry.alarm.Severity;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Limits one beyond the other, and when an alarm is over.
 *
 * @param comparison how values meet limits
 * @param steps the limits, easiest first, each worse than the one before, or as bad and to be met for a shorter time
 * @param clearLimit on the near side of it a value is good; between it and the first limit lies the dead-band
 * @param clearSustain how long values have to be good
 */
public record Limits(Comparison comparison, List<Step> steps, double clearLimit, Duration clearSustain) {
    public Limits {
        steps = List.copyOf(steps);
    }

    /** The severities of its steps, the worst first. */
    SortedSet<Severity> severities() {
        return steps.stream().map(Step::severity).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * One limit.
     *
     * @param limit what has to be met
     * @param severity how bad that is
     * @param sustain how long it has to be met
     */
    public record Step(double limit, Severity severity, Duration sustain) {}
}
