package io.citywatch.telemetry.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.citywatch.telemetry.alarm.AlarmText;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.codec.JsonWords;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.rule.RuleScope.Filter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads rules, strictly: what is unknown, of the wrong type, out of range or contradicts itself is a {@link RuleProblem} that
 * names the place, and all of them are found at once. Thread-safe.
 *
 * <p>A text holds one rule, a list of rules, or an object whose {@code rules} are such a list. Each part of a rule is read in a
 * method of its own, all of which stand in {@link #rule}.
 */
public final class RuleReader {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,32}");
    private static final Pattern DISTRICT = Pattern.compile("\\d{6}");
    private static final Pattern TYPE = Pattern.compile("\\S{1,64}");
    private static final Pattern ASSET_CLASS = Pattern.compile("\\d{4}");
    private static final int MAX_TEXT = 200;
    private static final Duration LONGEST_PATIENCE = Duration.ofDays(7);

    private RuleReader() {}

    /**
     * What stands in a text: its rules, or what is wrong in it.
     *
     * @param rules empty when there are problems
     */
    public record Result(List<RuleDocument> rules, List<RuleProblem> problems) {
        public Result {
            rules = List.copyOf(rules);
            problems = List.copyOf(problems);
        }

        /** The one rule of the text; null when it holds none or several, or when there are problems. */
        public @Nullable RuleDocument single() {
            return rules.size() == 1 ? rules.get(0) : null;
        }
    }

    /** Reads a text of rules. */
    public static Result read(byte[] json) {
        List<RuleProblem> problems = new ArrayList<>();
        List<RuleDocument> rules = new ArrayList<>();
        try {
            JsonNode tree = MAPPER.readTree(json);
            if (tree == null || tree.isMissingNode()) {
                problems.add(new RuleProblem("", "is empty"));
            } else if (tree.isArray()) {
                list(tree, "", rules, problems);
            } else if (tree.isObject() && tree.has("rules")) {
                file(tree, rules, problems);
            } else {
                one(tree, "", rules, problems);
            }
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            problems.add(new RuleProblem(
                    at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr(), JsonWords.of(e)));
        } catch (IOException e) {
            problems.add(new RuleProblem("", String.valueOf(e.getMessage())));
        }
        return problems.isEmpty() ? new Result(rules, problems) : new Result(List.of(), problems);
    }

    private static void file(JsonNode tree, List<RuleDocument> rules, List<RuleProblem> problems) {
        RuleFields fields = RuleFields.of(tree, "", problems);
        if (fields != null) {
            fields.has("rules");
            fields.end();
        }
        JsonNode list = tree.get("rules");
        if (list.isArray()) {
            list(list, "rules", rules, problems);
        } else {
            problems.add(new RuleProblem("rules", "is no list"));
        }
    }

    private static void list(JsonNode list, String place, List<RuleDocument> rules, List<RuleProblem> problems) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            String at = place + '[' + i + ']';
            one(list.get(i), at, rules, problems);
            String id = list.get(i).path("id").asText();
            if (!id.isEmpty() && !ids.add(id)) {
                problems.add(new RuleProblem(at + ".id", "'" + id + "' stands there twice"));
            }
        }
    }

    private static void one(JsonNode tree, String place, List<RuleDocument> rules, List<RuleProblem> problems) {
        RuleFields fields = RuleFields.of(tree, place, problems);
        if (fields == null) {
            return;
        }
        RuleDocument rule = rule(fields, tree.toString());
        if (rule != null) {
            rules.add(rule);
        }
    }

    /** Every part of a rule. */
    private static @Nullable RuleDocument rule(RuleFields fields, String json) {
        int before = fields.problems();
        String id = id(fields);
        RuleScope scope = scope(fields);
        RuleFields detectorFields = fields.object("detector");
        DetectorSpec detector = detectorFields == null ? null : DetectorReader.read(detectorFields);
        AlarmText text = text(fields);
        List<RuleAction> actions = actions(fields, detector);
        Grouping grouping = GroupingReader.read(fields, id, detector);
        RuleAttention attention =
                attention(fields, isOfGas(scope.kinds(), detector) && canBeCritical(detector, grouping));
        boolean enabled = fields.flagOr("enabled", true);
        fields.end();
        if (detector instanceof DetectorSpec.RandomCutForest) {
            ForestReader.check(fields, scope.kinds(), actions, grouping);
        }
        if (detectorFields != null && detector != null) {
            checkMetrics(detectorFields, scope.kinds(), detector);
        }
        return fields.problems() > before || id == null || detector == null || text == null
                ? null
                : new RuleDocument(id, scope, detector, text, actions, attention, grouping, enabled, json);
    }

    private static @Nullable String id(RuleFields fields) {
        String id = fields.text("id", MAX_TEXT);
        if (StandardRules.FLOOD.equals(id)) {
            return fields.wrong("id", "'" + id + "' is the platform's own: alarms that stand for others bear it");
        }
        return id == null || ID.matcher(id).matches()
                ? id
                : fields.wrong("id", "'" + id + "' is not 1 to 32 of a-z 0-9 -");
    }

    private static RuleScope scope(RuleFields fields) {
        Set<FacilityKind> kinds = fields.someOf("kinds", Words.KINDS);
        if (!fields.has("kinds")) {
            fields.wrong("kinds", "is missing");
        } else if (kinds.isEmpty() && fields.elements("kinds").isEmpty()) {
            fields.wrong("kinds", "is empty: the rule would look at nothing");
        }
        return new RuleScope(kinds, filter(fields, "filter", kinds), filter(fields, "except", kinds));
    }

    private static Filter filter(RuleFields fields, String name, Set<FacilityKind> kinds) {
        RuleFields conditions = fields.optional(name);
        if (conditions == null) {
            return Filter.NONE;
        }
        Filter filter = new Filter(
                conditions.texts("districts", DISTRICT, "a code of six digits"),
                conditions.texts("types", TYPE, "a type of 1 to 64 characters"),
                conditions.texts("assetClasses", ASSET_CLASS, "four digits, class and sub-class"),
                conditions.someOf("pressureClasses", Words.PRESSURE_CLASSES));
        if (!filter.pressureClasses().isEmpty() && !kinds.equals(Set.of(FacilityKind.GAS_PIPE))) {
            conditions.wrong("pressureClasses", "only gas-pipe has a pressure class");
        }
        conditions.end();
        return filter;
    }

    private static void checkMetrics(RuleFields detector, Set<FacilityKind> kinds, DetectorSpec spec) {
        for (Metric metric : new LinkedHashSet<>(spec.metrics())) {
            for (FacilityKind kind : kinds) {
                if (!kind.measures(metric)) {
                    detector.wrong("metric", kind.code() + " does not measure " + metric.field());
                }
            }
        }
        if (spec instanceof DetectorSpec.Silence silence) {
            for (FacilityKind kind : silence.severityOf().keySet()) {
                if (!kinds.contains(kind)) {
                    detector.wrong("severityOf." + kind.code(), "the rule does not look at " + kind.code());
                }
            }
        }
    }

    private static @Nullable AlarmText text(RuleFields fields) {
        RuleFields text = fields.object("text");
        if (text == null) {
            return null;
        }
        String zh = text.text("zh", MAX_TEXT);
        String en = text.text("en", MAX_TEXT);
        text.end();
        return zh == null || en == null ? null : new AlarmText(zh, en);
    }

    private static List<RuleAction> actions(RuleFields fields, @Nullable DetectorSpec detector) {
        List<RuleAction> actions = new ArrayList<>();
        Set<Command.Verb> commands = EnumSet.noneOf(Command.Verb.class);
        for (RuleFields each : fields.objects("actions", 0, Words.COMMANDS.size())) {
            Command.Verb command = each.oneOf("command", Words.COMMANDS);
            Severity from = each.oneOf("severity", Words.SEVERITIES);
            Duration expiry = each.seconds("expirySeconds", Duration.ofSeconds(1), Duration.ofDays(1));
            Insistence insistence = insistence(each);
            Set<Interlock> interlocks = each.has("interlocks")
                    ? each.someOf("interlocks", Words.INTERLOCKS)
                    : EnumSet.allOf(Interlock.class);
            each.end();
            if (command != null && !commands.add(command)) {
                each.wrong("command", "'" + command.text() + "' stands there twice");
            }
            if (from != null && detector != null && from.isWorseThan(detector.worst())) {
                each.wrong(
                        "severity",
                        "its alarms are never worse than " + detector.worst().text());
            }
            if (command != null && from != null && expiry != null) {
                actions.add(new RuleAction(command, from, expiry, insistence, interlocks));
            }
        }
        return actions;
    }

    private static Insistence insistence(RuleFields action) {
        return new Insistence(
                action.secondsOr(
                        "answerSeconds", Insistence.USUAL_FIRST_WAIT, Duration.ofSeconds(1), Duration.ofHours(1)),
                action.wholeOr("repeats", Insistence.USUAL_REPEATS, 0, Insistence.MAX_REPEATS),
                action.oneOfOr("undoneSeverity", Severity.CRITICAL, Words.SEVERITIES));
    }

    /** Whether its alarms are of gas: in a home, at a gas main, or wherever gas is measured, as in a manhole. */
    private static boolean isOfGas(Set<FacilityKind> kinds, @Nullable DetectorSpec detector) {
        return kinds.contains(FacilityKind.GAS)
                || kinds.contains(FacilityKind.GAS_PIPE)
                || (detector != null && detector.isOfGas());
    }

    /** Whether its alarms can become critical, by themselves or because neighbours agree. */
    private static boolean canBeCritical(@Nullable DetectorSpec detector, Grouping grouping) {
        Agreement agreement = grouping.agreement();
        return (detector != null && detector.worst() == Severity.CRITICAL)
                || (agreement != null && agreement.severity() == Severity.CRITICAL);
    }

    private static RuleAttention attention(RuleFields fields, boolean canBeCriticalGas) {
        Set<Severity> hideable = EnumSet.allOf(Severity.class);
        if (canBeCriticalGas) {
            hideable.remove(Severity.CRITICAL);
        }
        if (fields.has("hideable")) {
            hideable = fields.someOf("hideable", Words.SEVERITIES);
            if (canBeCriticalGas && hideable.contains(Severity.CRITICAL)) {
                fields.wrong("hideable", "critical gas is never put aside");
            }
        }
        Map<Severity, Duration> escalation = RuleAttention.USUAL_ESCALATION;
        RuleFields delays = fields.optional("escalation");
        if (delays != null) {
            escalation = new EnumMap<>(Severity.class);
            for (Severity severity : Severity.values()) {
                String field = severity.text() + "Seconds";
                Duration delay =
                        delays.has(field) ? delays.seconds(field, Duration.ofSeconds(10), LONGEST_PATIENCE) : null;
                if (delay != null) {
                    escalation.put(severity, delay);
                }
            }
            delays.end();
        }
        return new RuleAttention(fields.flagOr("latching", false), hideable, escalation);
    }
}
