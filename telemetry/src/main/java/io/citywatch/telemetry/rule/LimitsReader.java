package io.citywatch.telemetry.rule;

import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.rule.Limits.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code steps} and {@code clear}: limits, each harder to meet and worse than the one before, or as bad and sooner, and a dead-band. */
final class LimitsReader {
    static final Duration LONGEST_DELAY = Duration.ofDays(31);
    private static final int MAX_STEPS = Severity.values().length;

    private LimitsReader() {}

    /** Reads them from a detector's fields, in a unit with that range; null when something is wrong. */
    static @Nullable Limits read(RuleFields fields, Comparison comparison, double min, double max) {
        int before = fields.problems();
        List<Step> steps = new ArrayList<>();
        for (RuleFields each : fields.objects("steps", 1, MAX_STEPS)) {
            Step step = step(each, min, max);
            if (step != null) {
                check(each, comparison, steps, step);
                steps.add(step);
            }
        }
        Double clearLimit = steps.isEmpty() ? null : Double.valueOf(steps.get(0).limit());
        Duration clearSustain = Duration.ZERO;
        RuleFields clear = fields.optional("clear");
        if (clear != null) {
            Double limit = clear.number("limit", min, max);
            clearSustain = clear.secondsOr("sustainSeconds", Duration.ZERO, Duration.ZERO, LONGEST_DELAY);
            clear.end();
            if (limit != null && clearLimit != null && comparison.isHarder(limit, clearLimit)) {
                clear.wrong(
                        "limit",
                        RuleFields.plain(limit) + " lies beyond the first step's limit " + RuleFields.plain(clearLimit)
                                + ": alarms would end while their limit is met");
            }
            clearLimit = limit == null ? clearLimit : limit;
        }
        return fields.problems() > before || clearLimit == null
                ? null
                : new Limits(comparison, steps, clearLimit, clearSustain);
    }

    private static @Nullable Step step(RuleFields fields, double min, double max) {
        Double limit = fields.number("limit", min, max);
        Severity severity = fields.oneOf("severity", Words.SEVERITIES);
        Duration sustain = fields.secondsOr("sustainSeconds", Duration.ZERO, Duration.ZERO, LONGEST_DELAY);
        fields.end();
        return limit == null || severity == null ? null : new Step(limit, severity, sustain);
    }

    private static void check(RuleFields fields, Comparison comparison, List<Step> lower, Step step) {
        if (lower.isEmpty()) {
            return;
        }
        Step last = lower.get(lower.size() - 1);
        if (!comparison.isHarder(step.limit(), last.limit())) {
            fields.wrong(
                    "limit",
                    RuleFields.plain(step.limit()) + " is not " + (comparison.isUpward() ? "above" : "below")
                            + " the step before it, " + RuleFields.plain(last.limit()));
        }
        boolean isSooner = step.severity() == last.severity() && step.sustain().compareTo(last.sustain()) < 0;
        if (!step.severity().isWorseThan(last.severity()) && !isSooner) {
            fields.wrong(
                    "severity",
                    step.severity().text() + " is not worse than the step before it, "
                            + last.severity().text()
                            + (step.severity() == last.severity() ? ", and does not hold sooner" : ""));
        }
    }
}
