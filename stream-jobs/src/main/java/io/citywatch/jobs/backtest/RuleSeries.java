package io.citywatch.jobs.backtest;

import io.citywatch.jobs.alarms.detect.DetectorState;
import io.citywatch.jobs.alarms.detect.Finding;
import io.citywatch.jobs.alarms.detect.MessageDetector;
import io.citywatch.jobs.alarms.detect.Observation;
import io.citywatch.jobs.alarms.rule.Rule;
import io.citywatch.jobs.alarms.series.SeriesDetector;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.facility.MetricType;
import io.citywatch.telemetry.message.Reading;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The detector of a rule, shown a recorded series as if one device had measured it, each value arriving when it was measured.
 *
 * <p>A row has the score of its severity when the condition begins or becomes worse at it, or did since the row before; a low
 * one while the condition holds; and 0 otherwise.
 *
 * @param detector the rule's own
 * @param metric what the series holds
 * @param <D> what the detector remembers of a device
 */
public record RuleSeries<D extends DetectorState>(MessageDetector<D> detector, Metric metric)
        implements SeriesDetector<RuleSeries.Course<D>> {
    private static final double HOLDS = 0.25;

    /**
     * The detector of that rule.
     *
     * @param asked what the series holds; null: the one metric that the rule judges
     * @throws IllegalArgumentException when the rule judges no measurements of single devices, or others
     */
    public static RuleSeries<?> of(Rule rule, @Nullable Metric asked) {
        if (!(rule.detector() instanceof MessageDetector<?> detector)) {
            throw new IllegalArgumentException("rule " + rule.id() + " does not judge what one device measures");
        }
        List<Metric> judged = Arrays.stream(Metric.values())
                .filter(metric -> metric.type() != MetricType.STATE)
                .filter(metric -> detector.concerns(observation(metric, 0, metric.min(), 0)))
                .toList();
        String names = judged.stream().map(Metric::field).collect(Collectors.joining(", "));
        if (judged.isEmpty()) {
            throw new IllegalArgumentException("rule " + rule.id() + " does not judge measurements");
        }
        if (asked == null && judged.size() > 1) {
            throw new IllegalArgumentException(
                    "rule " + rule.id() + " judges " + names + "; --metric says which it is");
        }
        if (asked != null && !judged.contains(asked)) {
            throw new IllegalArgumentException("rule " + rule.id() + " judges " + names + ", not " + asked.field());
        }
        return new RuleSeries<>(detector, asked == null ? judged.get(0) : asked);
    }

    @Override
    public Course<D> fresh() {
        return new Course<>(detector.fresh());
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException when the metric does not have such values
     */
    @Override
    public double score(Course<D> course, long timeMillis, double value) {
        course.clock = Math.max(course.clock, timeMillis);
        Observation observation = observation(metric, timeMillis, value, course.clock);
        double score = elapse(course);
        D state = course.state;
        if (detector.concerns(observation)
                && detector.isEvidence(state, observation)
                && detector.advance(state, observation)) {
            score = Math.max(score, course.take(detector.observe(state, observation)));
        }
        return Math.max(score, course.holds ? HOLDS : 0);
    }

    /** What has changed by itself since the row before. */
    private double elapse(Course<D> course) {
        double score = 0;
        for (long due = detector.deadline(course.state); due <= course.clock; due = detector.deadline(course.state)) {
            score = Math.max(score, course.take(detector.elapse(course.state, due, null)));
        }
        return score;
    }

    private static Observation observation(Metric metric, long timeMillis, double value, long clock) {
        return new Observation(Reading.at(timeMillis).with(metric, value).build(), timeMillis, clock, null);
    }

    /** What is remembered of the series. */
    public static final class Course<D> {
        private final D state;
        private long clock = Long.MIN_VALUE;
        private boolean holds;

        private Course(D state) {
            this.state = state;
        }

        private double take(@Nullable Finding finding) {
            if (finding == null) {
                return 0;
            }
            holds = finding instanceof Finding.Present;
            return finding instanceof Finding.Present present ? score(present.severity()) : 0;
        }

        private static double score(Severity severity) {
            return switch (severity) {
                case CRITICAL -> 1;
                case HIGH -> 0.9;
                case MEDIUM -> 0.75;
                case LOW -> 0.6;
            };
        }
    }
}
