package io.citywatch.standalone.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.citywatch.telemetry.rule.RuleDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one document of a rule says otherwise than another, field by field. */
final class RuleDifference {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private RuleDifference() {}

    /**
     * A line for each field that differs: {@code place: old -> new}, or with a sign before it what only the one ({@code -}) or only
     * the other ({@code +}) says. Places are named as errors name them.
     */
    static List<String> lines(RuleDocument before, RuleDocument after) {
        Map<String, JsonNode> old = fields(before);
        Map<String, JsonNode> changed = fields(after);
        Set<String> places = new LinkedHashSet<>(changed.keySet());
        places.addAll(old.keySet());
        List<String> lines = new ArrayList<>();
        for (String place : places) {
            JsonNode was = old.get(place);
            JsonNode is = changed.get(place);
            if (was == null) {
                lines.add("+ " + place + ": " + is);
            } else if (is == null) {
                lines.add("- " + place + ": " + was);
            } else if (!isSame(was, is)) {
                lines.add(place + ": " + was + " -> " + is);
            }
        }
        return lines;
    }

    /** The values that are no objects, and of lists those that hold any, by their places. */
    private static Map<String, JsonNode> fields(RuleDocument rule) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        try {
            collect("", MAPPER.readTree(rule.json()), fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a rule's document was read before, and is no JSON now", e);
        }
        return fields;
    }

    private static void collect(String place, JsonNode node, Map<String, JsonNode> into) {
        if (node.isObject()) {
            node.fields()
                    .forEachRemaining(field -> collect(
                            place.isEmpty() ? field.getKey() : place + '.' + field.getKey(), field.getValue(), into));
        } else if (node.isArray() && !node.isEmpty() && node.get(0).isObject()) {
            for (int i = 0; i < node.size(); i++) {
                collect(place + '[' + i + ']', node.get(i), into);
            }
        } else {
            into.put(place, node);
        }
    }

    private static boolean isSame(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber()
                ? one.decimalValue().compareTo(other.decimalValue()) == 0
                : one.equals(other);
    }
}
