package io.citywatch.telemetry.rule;

import static io.citywatch.telemetry.rule.LimitsReader.LONGEST_DELAY;

import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.facility.MetricType;
import io.citywatch.telemetry.facility.SensorState;
import io.citywatch.telemetry.message.EventType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the {@code detector} of a rule, by its {@code type}. */
final class DetectorReader {
    /** How each type is read; the severity is what a member of {@code together} has without saying so. */
    private interface Type {
        @Nullable
        DetectorSpec read(RuleFields fields, @Nullable Severity usual);
    }

    private static final Map<String, Type> SIMPLE = simple();
    private static final Map<String, Type> ALL = all();
    private static final Pattern RULE = Pattern.compile("[a-z0-9-]{1,32}");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final double MAX_PERCENT = 1000;
    private static final double HALF_TURN_DEG = 180;
    /** What a detector remembers of each change stands in the state of each device. */
    private static final int MAX_CHANGES = 20;

    private static final int MAX_MEMBERS = 4;

    private DetectorReader() {}

    static @Nullable DetectorSpec read(RuleFields fields) {
        return read(fields, ALL, null);
    }

    private static @Nullable DetectorSpec read(
            RuleFields fields, Map<String, Type> types, @Nullable Severity usualSeverity) {
        Type type = fields.oneOf("type", types);
        if (type == null) {
            return null;
        }
        int before = fields.problems();
        DetectorSpec spec = type.read(fields, usualSeverity);
        fields.end();
        return fields.problems() > before ? null : spec;
    }

    private static Map<String, Type> simple() {
        Map<String, Type> types = new LinkedHashMap<>();
        types.put("level", DetectorReader::level);
        types.put("cover", DetectorReader::cover);
        types.put("event", DetectorReader::event);
        types.put("state", DetectorReader::state);
        types.put("rate", DetectorReader::rate);
        types.put("deviation", DetectorReader::deviation);
        types.put("flapping", DetectorReader::flapping);
        types.put("stuck", DetectorReader::stuck);
        return Collections.unmodifiableMap(types);
    }

    private static Map<String, Type> all() {
        Map<String, Type> types = new LinkedHashMap<>(SIMPLE);
        types.put("silence", DetectorReader::silence);
        types.put("undone", (fields, usual) -> new DetectorSpec.Undone());
        types.put("nightFlow", DetectorReader::nightFlow);
        types.put("dailyRhythm", DetectorReader::dailyRhythm);
        types.put("randomCutForest", ForestReader::read);
        types.put("anyOf", DetectorReader::anyOf);
        types.put("together", DetectorReader::together);
        return Collections.unmodifiableMap(types);
    }

    private static @Nullable DetectorSpec level(RuleFields fields, @Nullable Severity usual) {
        Metric metric = fields.oneOf("metric", Words.NUMBERS);
        Comparison comparison = fields.oneOfOr("comparison", Comparison.AT_LEAST, Words.COMPARISONS);
        Limits limits = metric == null
                ? LimitsReader.read(fields, comparison, -Double.MAX_VALUE, Double.MAX_VALUE)
                : LimitsReader.read(fields, comparison, metric.min(), metric.max());
        return metric == null || limits == null ? null : new DetectorSpec.Level(metric, limits);
    }

    private static @Nullable DetectorSpec cover(RuleFields fields, @Nullable Severity usual) {
        Limits limits = LimitsReader.read(fields, Comparison.ABOVE, 0, HALF_TURN_DEG);
        return limits == null ? null : new DetectorSpec.Cover(limits);
    }

    private static @Nullable DetectorSpec event(RuleFields fields, @Nullable Severity usual) {
        EventType begin = fields.oneOf("begin", Words.EVENTS);
        EventType end = fields.has("end") ? fields.oneOf("end", Words.EVENTS) : null;
        Duration quiet = fields.has("quietSeconds") ? fields.seconds("quietSeconds", SECOND, LONGEST_DELAY) : null;
        Severity severity = severity(fields, usual);
        Metric metric = fields.has("metric") ? fields.oneOf("metric", Words.NUMBERS) : null;
        if (begin != null && begin == end) {
            fields.wrong("end", "'" + end.text() + "' begins it already");
        }
        if (!fields.has("end") && !fields.has("quietSeconds")) {
            fields.wrong("end", "is missing, and so is quietSeconds: its alarms would never end");
        }
        return begin == null || severity == null ? null : new DetectorSpec.Event(begin, end, quiet, severity, metric);
    }

    private static @Nullable DetectorSpec state(RuleFields fields, @Nullable Severity usual) {
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
        Severity severity = severity(fields, usual);
        Duration sustain = sustain(fields);
        Duration clearSustain = clearSustain(fields);
        return metric == null || severity == null
                ? null
                : new DetectorSpec.State(metric, values, severity, sustain, clearSustain);
    }

    private static @Nullable DetectorSpec silence(RuleFields fields, @Nullable Severity usual) {
        Integer missed = fields.whole("missedReports", 1, 1000);
        double grace = fields.numberOr("graceShare", 0, 0, 1);
        Severity severity = severity(fields, usual);
        Map<FacilityKind, Severity> severityOf = new EnumMap<>(FacilityKind.class);
        RuleFields kinds = fields.optional("severityOf");
        if (kinds != null) {
            for (String name : kinds.names()) {
                FacilityKind kind = Words.KINDS.get(name);
                Severity one = kinds.oneOf(name, Words.SEVERITIES);
                if (kind == null) {
                    kinds.wrong(name, "is none of " + String.join(", ", Words.KINDS.keySet()));
                } else if (one != null) {
                    severityOf.put(kind, one);
                }
            }
        }
        DetectorSpec.Silence.After after = after(fields);
        return missed == null || severity == null
                ? null
                : new DetectorSpec.Silence(missed, grace, severity, severityOf, after);
    }

    private static DetectorSpec.Silence.@Nullable After after(RuleFields fields) {
        RuleFields after = fields.optional("after");
        if (after == null) {
            return null;
        }
        Set<String> rules = after.texts("rules", RULE, "the id of a rule");
        Severity severity = after.has("severity") ? after.oneOf("severity", Words.SEVERITIES) : Severity.LOW;
        if (rules.isEmpty()) {
            after.wrong("rules", "is missing or empty");
        }
        after.end();
        return rules.isEmpty() || severity == null ? null : new DetectorSpec.Silence.After(rules, severity);
    }

    private static @Nullable DetectorSpec rate(RuleFields fields, @Nullable Severity usual) {
        Metric metric = fields.oneOf("metric", Words.NUMBERS);
        Boolean rises = fields.oneOf("direction", Map.of("rise", true, "fall", false));
        boolean isPercent = fields.has("changePercent");
        if (isPercent && fields.has("change")) {
            fields.wrong("changePercent", "stands beside change; only one of them can hold");
        }
        double span = metric == null ? Double.MAX_VALUE : metric.max() - metric.min();
        Double change = isPercent
                ? fields.number("changePercent", 0.1, MAX_PERCENT)
                : fields.number("change", Math.ulp(1.0), span);
        fields.has("changePercent");
        Duration within = fields.seconds("withinSeconds", SECOND, DAY);
        Duration hold = fields.secondsOr("holdSeconds", Duration.ofHours(1), SECOND, LONGEST_DELAY);
        Severity severity = severity(fields, usual);
        return metric == null || rises == null || change == null || within == null || severity == null
                ? null
                : new DetectorSpec.Rate(metric, rises, change, isPercent, within, hold, severity);
    }

    private static @Nullable DetectorSpec deviation(RuleFields fields, @Nullable Severity usual) {
        Metric metric = fields.oneOf("metric", Words.NUMBERS);
        Boolean learned = fields.oneOf("baseline", Map.of("learned", true, "installation", false));
        int learnReports = 0;
        if (Boolean.TRUE.equals(learned)) {
            Integer number = fields.whole("learnReports", 1, 10_000);
            learnReports = number == null ? 1 : number;
        } else if (metric != null && metric != Metric.TILT_DEG) {
            fields.wrong("baseline", "births say the angle of a cover alone; for " + metric.field() + " it is learned");
        }
        double span = metric == null ? Double.MAX_VALUE : metric.max() - metric.min();
        Limits limits = LimitsReader.read(fields, Comparison.ABOVE, 0, span);
        return metric == null || limits == null ? null : new DetectorSpec.Deviation(metric, learnReports, limits);
    }

    private static @Nullable DetectorSpec flapping(RuleFields fields, @Nullable Severity usual) {
        Metric metric = fields.oneOf("metric", Words.SWITCHES_AND_STATES);
        Integer changes = fields.whole("changes", 2, MAX_CHANGES);
        Duration within = fields.seconds("withinSeconds", SECOND, DAY);
        Severity severity = severity(fields, usual);
        int clearChanges = changes == null ? 0 : changes / 2;
        RuleFields clear = fields.optional("clear");
        if (clear != null) {
            Integer few = clear.whole("changes", 0, MAX_CHANGES);
            if (few != null && changes != null && few >= changes) {
                clear.wrong("changes", few + " is not below changes, " + changes);
            }
            clearChanges = few == null ? clearChanges : few;
            clear.end();
        }
        return metric == null || changes == null || within == null || severity == null
                ? null
                : new DetectorSpec.Flapping(metric, changes, clearChanges, within, severity);
    }

    private static @Nullable DetectorSpec stuck(RuleFields fields, @Nullable Severity usual) {
        Metric metric = fields.oneOf("metric", Words.METRICS);
        double span = metric == null ? Double.MAX_VALUE : metric.max() - metric.min();
        double tolerance = fields.numberOr("tolerance", 0, 0, span);
        if (metric != null && metric.type() != MetricType.NUMBER && tolerance > 0) {
            fields.wrong("tolerance", metric.field() + " has no distances");
        }
        Duration unchanged = fields.seconds("unchangedSeconds", SECOND, Duration.ofDays(365));
        int minReports = fields.wholeOr("minReports", 3, 2, 1_000_000);
        Severity severity = severity(fields, usual);
        return metric == null || unchanged == null || severity == null
                ? null
                : new DetectorSpec.Stuck(metric, tolerance, unchanged, minReports, severity);
    }

    private static @Nullable DetectorSpec nightFlow(RuleFields fields, @Nullable Severity usual) {
        Metric metric = fields.oneOf("metric", Words.NUMBERS);
        Integer fromHour = fields.whole("fromHour", 0, 23);
        Integer toHour = fields.whole("toHour", 1, 24);
        Integer utcOffset = fields.whole("utcOffsetHours", -12, 14);
        Double share = fields.number("shareOfDailyMean", 0.01, 10);
        Double change = fields.has("changePercent") ? fields.number("changePercent", 1, 1_000) : null;
        Severity severity = severity(fields, usual);
        if (fromHour != null && toHour != null && toHour <= fromHour) {
            fields.wrong("toHour", toHour + " is not after fromHour, " + fromHour);
        }
        return metric == null
                        || fromHour == null
                        || toHour == null
                        || utcOffset == null
                        || share == null
                        || severity == null
                ? null
                : new DetectorSpec.NightFlow(
                        metric, new DetectorSpec.NightFlow.Night(fromHour, toHour, utcOffset), share, change, severity);
    }

    private static @Nullable DetectorSpec dailyRhythm(RuleFields fields, @Nullable Severity usual) {
        Metric metric = fields.oneOf("metric", Words.NUMBERS);
        Double score = fields.number("score", 0.01, 1);
        Severity severity = severity(fields, usual);
        ClearScore clear = ClearScore.read(fields, score);
        return metric == null || score == null || severity == null
                ? null
                : new DetectorSpec.DailyRhythm(metric, score, clear.score(), clear.sustain(), severity);
    }

    private static @Nullable DetectorSpec anyOf(RuleFields fields, @Nullable Severity usual) {
        List<DetectorSpec> members = members(fields, null);
        return members.isEmpty() ? null : new DetectorSpec.AnyOf(members);
    }

    private static @Nullable DetectorSpec together(RuleFields fields, @Nullable Severity usual) {
        Severity severity = severity(fields, usual);
        Duration within = fields.seconds("withinSeconds", Duration.ZERO, DAY);
        List<DetectorSpec> members = members(fields, severity);
        return severity == null || within == null || members.isEmpty()
                ? null
                : new DetectorSpec.Together(members, within, severity);
    }

    private static List<DetectorSpec> members(RuleFields fields, @Nullable Severity usual) {
        List<DetectorSpec> members = new ArrayList<>();
        int index = 0;
        for (RuleFields each : fields.objects("of", 2, MAX_MEMBERS)) {
            DetectorSpec member = read(each, SIMPLE, usual);
            if (member != null && members.contains(member)) {
                fields.wrong("of[" + index + ']', "stands there twice");
            }
            if (member != null) {
                members.add(member);
            }
            index++;
        }
        return members;
    }

    private static @Nullable Severity severity(RuleFields fields, @Nullable Severity usual) {
        return usual != null && !fields.has("severity") ? usual : fields.oneOf("severity", Words.SEVERITIES);
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
