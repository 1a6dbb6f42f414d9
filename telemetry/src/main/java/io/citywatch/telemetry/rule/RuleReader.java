package io.citywatch.telemetry.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.citywatch.telemetry.alarm.AlarmText;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.codec.JsonWords;
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
     * @param objections what has no sense in rules that can be made all the same: a score that is never reached, a command that
     *     nobody can carry out. A rule in the log goes on with it, as an older release may have accepted it; nobody may apply it anew
     */
    public record Result(List<RuleDocument> rules, List<RuleProblem> problems, List<RuleProblem> objections) {
        public Result {
            rules = List.copyOf(rules);
            problems = List.copyOf(problems);
            objections = List.copyOf(objections);
        }

        /** The one rule of the text; null when it holds none or several, or when there are problems. */
        public @Nullable RuleDocument single() {
            return rules.size() == 1 ? rules.get(0) : null;
        }
    }

    /** Reads a text of rules. */
    public static Result read(byte[] json) {
        RuleNotes notes = new RuleNotes();
        List<RuleProblem> problems = notes.problems();
        List<RuleDocument> rules = new ArrayList<>();
        try {
            JsonNode tree = MAPPER.readTree(json);
            if (tree == null || tree.isMissingNode()) {
                problems.add(new RuleProblem("", "is empty"));
            } else if (tree.isArray()) {
                list(tree, "", rules, notes);
            } else if (tree.isObject() && tree.has("rules")) {
                file(tree, rules, notes);
            } else {
                one(tree, "", rules, notes);
            }
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            problems.add(new RuleProblem(
                    at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr(), JsonWords.of(e)));
        } catch (IOException e) {
            problems.add(new RuleProblem("", String.valueOf(e.getMessage())));
        }
        return new Result(problems.isEmpty() ? rules : List.of(), problems, notes.objections());
    }

    private static void file(JsonNode tree, List<RuleDocument> rules, RuleNotes notes) {
        RuleFields fields = RuleFields.of(tree, "", notes);
        if (fields != null) {
            fields.has("rules");
            fields.end();
        }
        JsonNode list = tree.get("rules");
        if (list.isArray()) {
            list(list, "rules", rules, notes);
        } else {
            notes.problems().add(new RuleProblem("rules", "is no list"));
        }
    }

    private static void list(JsonNode list, String place, List<RuleDocument> rules, RuleNotes notes) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            String at = place + '[' + i + ']';
            one(list.get(i), at, rules, notes);
            String id = list.get(i).path("id").asText();
            if (!id.isEmpty() && !ids.add(id)) {
                notes.problems().add(new RuleProblem(at + ".id", "'" + id + "' stands there twice"));
            }
        }
    }

    private static void one(JsonNode tree, String place, List<RuleDocument> rules, RuleNotes notes) {
        RuleFields fields = RuleFields.of(tree, place, notes);
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
        Grouping grouping = GroupingReader.read(fields, id, detector);
        List<RuleAction> actions = ActionsReader.read(fields, scope.kinds(), worst(detector, grouping));
        RuleAttention attention =
                attention(fields, isOfGas(scope.kinds(), detector) && worst(detector, grouping) == Severity.CRITICAL);
        boolean enabled = fields.flagOr("enabled", true);
        fields.end();
        checkFold(fields, grouping, actions);
        if (detector instanceof SeriesSpec.RandomCutForest) {
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
        return id == null || RuleDocument.ID.matcher(id).matches()
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
        RuleScope scope = new RuleScope(kinds, filter(fields, "filter", kinds), filter(fields, "except", kinds));
        if (scope.isEmpty()) {
            fields.objectTo("except", "leaves out all that filter lets through: the rule looks at nothing");
        }
        return scope;
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

    private static void checkFold(RuleFields fields, Grouping grouping, List<RuleAction> actions) {
        for (Severity severity : grouping.fold().stream().sorted().toList()) {
            if (actions.stream().anyMatch(action -> !action.from().isWorseThan(severity))) {
                fields.objectTo(
                        "fold", severity.text() + " alarms act, and those wait for nobody: they are never folded");
            }
        }
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

    /** Whether its alarms are of gas: in a home, at a gas main, or wherever gas is measured, as in a manhole. */
    private static boolean isOfGas(Set<FacilityKind> kinds, @Nullable DetectorSpec detector) {
        return kinds.contains(FacilityKind.GAS)
                || kinds.contains(FacilityKind.GAS_PIPE)
                || (detector != null && detector.isOfGas());
    }

    /** How bad its alarms can become, by themselves or because neighbours agree; null: not known. */
    private static @Nullable Severity worst(@Nullable DetectorSpec detector, Grouping grouping) {
        Agreement agreement = grouping.agreement();
        Severity alone = detector == null ? null : detector.worst();
        return agreement != null && (alone == null || agreement.severity().isWorseThan(alone))
                ? agreement.severity()
                : alone;
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
