package io.citywatch.telemetry.rule;

import io.citywatch.telemetry.alarm.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private static final Duration DAY = Duration.ofDays(1);
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
        types.put("level", MessageDetectorReader::level);
        types.put("cover", MessageDetectorReader::cover);
        types.put("event", MessageDetectorReader::event);
        types.put("state", MessageDetectorReader::state);
        types.put("rate", SeriesDetectorReader::rate);
        types.put("deviation", SeriesDetectorReader::deviation);
        types.put("flapping", SeriesDetectorReader::flapping);
        types.put("stuck", SeriesDetectorReader::stuck);
        return Collections.unmodifiableMap(types);
    }

    private static Map<String, Type> all() {
        Map<String, Type> types = new LinkedHashMap<>(SIMPLE);
        types.put("silence", SilenceReader::read);
        types.put("undone", (fields, usual) -> new DetectorSpec.Undone());
        types.put("wrongClock", DetectorReader::wrongClock);
        types.put("nightFlow", SeriesDetectorReader::nightFlow);
        types.put("dailyRhythm", SeriesDetectorReader::dailyRhythm);
        types.put("randomCutForest", ForestReader::read);
        types.put("anyOf", DetectorReader::anyOf);
        types.put("together", DetectorReader::together);
        return Collections.unmodifiableMap(types);
    }

    private static @Nullable DetectorSpec wrongClock(RuleFields fields, @Nullable Severity usual) {
        Severity severity = severity(fields, usual);
        return severity == null ? null : new DetectorSpec.WrongClock(severity);
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
            if (member instanceof SeriesSpec.Stuck stuck && stuck.neighbours() != null) {
                each.wrong("neighbours", "a part of a condition is judged at its device alone");
            }
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

    /** How bad what it finds is; inside of {@code together} it may be left out. */
    static @Nullable Severity severity(RuleFields fields, @Nullable Severity usual) {
        return usual != null && !fields.has("severity") ? usual : fields.oneOf("severity", Words.SEVERITIES);
    }
}
