package io.citywatch.telemetry.rule;

import static io.citywatch.telemetry.rule.LimitsReader.LONGEST_DELAY;

import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.facility.MetricType;
import io.citywatch.telemetry.facility.SensorState;
import io.citywatch.telemetry.message.EventType;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the detectors that judge each message by itself: level, cover, event and state. */
final class MessageDetectorReader {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final double HALF_TURN_DEG = 180;

    private MessageDetectorReader() {}

    static @Nullable DetectorSpec level(RuleFields fields, @Nullable Severity usual) {
        Metric metric = fields.oneOf("metric", Words.NUMBERS);
        Comparison comparison = fields.oneOfOr("comparison", Comparison.AT_LEAST, Words.COMPARISONS);
        Limits limits = metric == null
                ? LimitsReader.read(fields, comparison, -Double.MAX_VALUE, Double.MAX_VALUE)
                : LimitsReader.read(fields, comparison, metric.min(), metric.max());
        return metric == null || limits == null ? null : new DetectorSpec.Level(metric, limits);
    }

    static @Nullable DetectorSpec cover(RuleFields fields, @Nullable Severity usual) {
        Limits limits = LimitsReader.read(fields, Comparison.ABOVE, 0, HALF_TURN_DEG);
        return limits == null ? null : new DetectorSpec.Cover(limits);
    }

    static @Nullable DetectorSpec event(RuleFields fields, @Nullable Severity usual) {
        EventType begin = fields.oneOf("begin", Words.EVENTS);
        EventType end = fields.has("end") ? fields.oneOf("end", Words.EVENTS) : null;
        Duration quiet = fields.has("quietSeconds") ? fields.seconds("quietSeconds", SECOND, LONGEST_DELAY) : null;
        Severity severity = DetectorReader.severity(fields, usual);
        Metric metric = fields.has("metric") ? fields.oneOf("metric", Words.NUMBERS) : null;
        if (begin != null && begin == end) {
            fields.wrong("end", "'" + end.text() + "' begins it already");
        }
        if (!fields.has("end") && !fields.has("quietSeconds")) {
            fields.wrong("end", "is missing, and so is quietSeconds: its alarms would never end");
        }
        return begin == null || severity == null ? null : new DetectorSpec.Event(begin, end, quiet, severity, metric);
    }

    static @Nullable DetectorSpec state(RuleFields fields, @Nullable Severity usual) {
        Metric metric = fields.oneOf("metric", Words.SWITCHES_AND_STATES);
        Set<Double> values = new LinkedHashSet<>();
        if (metric != null && metric.type() == MetricType.BOOLEAN) {
            for (RuleFields.Element element : fields.elements("values")) {
                if (!element.value().isBoolean()) {
                    fields.wrong(element.name(), metric.field() + " is true or false");
                } else if (!values.add(element.value().booleanValue() ? 1.0 : 0.0)) {
                    fields.wrong(element.name(), element.value() + " stands there twice");
                }
            }
        } else {
            fields.someOf("values", Words.SENSOR_STATES).forEach(each -> values.add((double) each.ordinal()));
        }
        int possible = metric == null || metric.type() == MetricType.STATE ? SensorState.values().length : 2;
        if (!fields.has("values")) {
            fields.wrong("values", "is missing");
        } else if (values.size() == possible) {
            fields.wrong("values", "names every value: its alarms would never end");
        }
        Severity severity = DetectorReader.severity(fields, usual);
        Duration sustain = sustain(fields);
        Duration clearSustain = clearSustain(fields);
        return metric == null || severity == null
                ? null
                : new DetectorSpec.State(metric, values, severity, sustain, clearSustain);
    }

    private static Duration sustain(RuleFields fields) {
        return fields.secondsOr("sustainSeconds", Duration.ZERO, Duration.ZERO, LONGEST_DELAY);
    }

    private static Duration clearSustain(RuleFields fields) {
        RuleFields clear = fields.optional("clear");
        if (clear == null) {
            return Duration.ZERO;
        }
        Duration sustain = sustain(clear);
        clear.end();
        return sustain;
    }
}
