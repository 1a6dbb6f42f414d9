package io.citywatch.telemetry.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one object of a rule's document, each checked for its type and range.
 *
 * <p>What is wrong is noted with its place, and the read gives null, or the usual value where there is one: so that all that is
 * wrong in a document is found at once. {@link #end} notes every field that nobody has asked for.
 */
final class RuleFields {
    private final JsonNode node;
    private final String place;
    private final RuleNotes notes;
    private final Set<String> known = new LinkedHashSet<>();

    private RuleFields(JsonNode node, String place, RuleNotes notes) {
        this.node = node;
        this.place = place;
        this.notes = notes;
    }

    /** The fields of an object at that place; null, and a problem, when it is none. */
    static @Nullable RuleFields of(JsonNode node, String place, RuleNotes notes) {
        if (!node.isObject()) {
            notes.problems().add(new RuleProblem(place, describe(node) + " where an object belongs"));
            return null;
        }
        return new RuleFields(node, place, notes);
    }

    /** How many problems are known, to find out later whether there are more. */
    int problems() {
        return notes.problems().size();
    }

    boolean has(String field) {
        known.add(field);
        return node.has(field);
    }

    @Nullable
    String text(String field, int maxLength) {
        JsonNode value = required(field);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            return wrongType(field, value, "a text");
        }
        String text = value.textValue();
        if (text.isBlank() || text.length() > maxLength) {
            return wrong(field, "a text of " + text.length() + " characters; 1 to " + maxLength + " are accepted");
        }
        return text;
    }

    @Nullable
    Double number(String field, double min, double max) {
        JsonNode value = required(field);
        if (value == null) {
            return null;
        }
        if (!value.isNumber()) {
            return wrongType(field, value, "a number");
        }
        double number = value.doubleValue();
        if (!(number >= min && number <= max)) {
            return wrong(field, value.asText() + " is outside " + plain(min) + " to " + plain(max));
        }
        return number;
    }

    double numberOr(String field, double usual, double min, double max) {
        Double number = has(field) ? number(field, min, max) : null;
        return number == null ? usual : number;
    }

    @Nullable
    Integer whole(String field, int min, int max) {
        JsonNode value = required(field);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber()) {
            return wrongType(field, value, "a whole number");
        }
        if (!value.canConvertToInt() || value.intValue() < min || value.intValue() > max) {
            return wrong(field, value.asText() + " is outside " + min + " to " + max);
        }
        return value.intValue();
    }

    int wholeOr(String field, int usual, int min, int max) {
        Integer number = has(field) ? whole(field, min, max) : null;
        return number == null ? usual : number;
    }

    /** A whole number of seconds. */
    @Nullable
    Duration seconds(String field, Duration min, Duration max) {
        Integer seconds = whole(field, Math.toIntExact(min.toSeconds()), Math.toIntExact(max.toSeconds()));
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }

    Duration secondsOr(String field, Duration usual, Duration min, Duration max) {
        Duration duration = has(field) ? seconds(field, min, max) : null;
        return duration == null ? usual : duration;
    }

    boolean flagOr(String field, boolean usual) {
        if (!has(field)) {
            return usual;
        }
        JsonNode value = node.get(field);
        if (!value.isBoolean()) {
            wrongType(field, value, "true or false");
            return usual;
        }
        return value.booleanValue();
    }

    /** One of those words. */
    <T> @Nullable T oneOf(String field, Map<String, T> words) {
        JsonNode value = required(field);
        return value == null ? null : word(field, value, words);
    }

    <T> T oneOfOr(String field, T usual, Map<String, T> words) {
        T one = has(field) ? oneOf(field, words) : null;
        return one == null ? usual : one;
    }

    /** Some of those words, none twice; empty when the field is not there. */
    <T> Set<T> someOf(String field, Map<String, T> words) {
        Set<T> some = new LinkedHashSet<>();
        for (Element element : elements(field)) {
            T one = word(element.name(), element.value(), words);
            if (one != null && !some.add(one)) {
                wrong(element.name(), "'" + element.value().asText() + "' stands there twice");
            }
        }
        return some;
    }

    /** Some texts of that form, none twice; empty when the field is not there. */
    Set<String> texts(String field, Pattern form, String what) {
        Set<String> texts = new LinkedHashSet<>();
        for (Element element : elements(field)) {
            String text = element.value().asText();
            if (!element.value().isTextual() || !form.matcher(text).matches()) {
                wrong(element.name(), "'" + text + "' is not " + what);
            } else if (!texts.add(text)) {
                wrong(element.name(), "'" + text + "' stands there twice");
            }
        }
        return texts;
    }

    /** The object of that field; null, without a problem, when it is not there. */
    @Nullable
    RuleFields optional(String field) {
        return has(field) ? of(node.get(field), at(field), notes) : null;
    }

    @Nullable
    RuleFields object(String field) {
        JsonNode value = required(field);
        return value == null ? null : of(value, at(field), notes);
    }

    /** The objects of a list; those that are none are left out, with a problem. */
    List<RuleFields> objects(String field, int min, int max) {
        List<RuleFields> objects = new ArrayList<>();
        for (Element element : elements(field)) {
            RuleFields object = of(element.value(), at(element.name()), notes);
            if (object != null) {
                objects.add(object);
            }
        }
        int size = node.path(field).size();
        if (node.path(field).isArray() && (size < min || size > max)) {
            wrong(field, size + " entries; " + min + " to " + max + " are accepted");
        } else if (!node.has(field) && min > 0) {
            wrong(field, "is missing");
        }
        return objects;
    }

    /** The values of a list, each with its name; empty when the field is not there. */
    List<Element> elements(String field) {
        List<Element> elements = new ArrayList<>();
        if (!has(field)) {
            return elements;
        }
        JsonNode list = node.get(field);
        if (!list.isArray()) {
            wrongType(field, list, "a list");
            return elements;
        }
        for (int i = 0; i < list.size(); i++) {
            elements.add(new Element(field + '[' + i + ']', list.get(i)));
        }
        return elements;
    }

    /** The names of all fields, which then count as asked for. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        known.addAll(names);
        return names;
    }

    /** Notes that something is wrong with a field, or with a place below it. */
    <T> @Nullable T wrong(String field, String text) {
        notes.problems().add(new RuleProblem(at(field), text));
        return null;
    }

    /** Notes that what a field says has no sense, although a rule could be made of it. */
    void objectTo(String field, String text) {
        notes.objections().add(new RuleProblem(at(field), text));
    }

    /** Notes what nobody has asked for. */
    void end() {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                wrong(name, "no such field; known here are " + String.join(", ", known));
            }
        }
    }

    static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    private <T> @Nullable T word(String name, JsonNode value, Map<String, T> words) {
        if (!value.isTextual()) {
            return wrongType(name, value, "a text");
        }
        T one = words.get(value.textValue());
        return one != null
                ? one
                : wrong(name, "'" + value.textValue() + "' is none of " + String.join(", ", words.keySet()));
    }

    private @Nullable JsonNode required(String field) {
        return has(field) ? node.get(field) : wrong(field, "is missing");
    }

    private <T> @Nullable T wrongType(String field, JsonNode value, String expected) {
        return wrong(field, describe(value) + " where " + expected + " belongs");
    }

    private String at(String field) {
        return place.isEmpty() ? field : place + '.' + field;
    }

    private static String describe(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "a list";
            case STRING -> "a text";
            case NUMBER -> value.isIntegralNumber() ? "a number" : "a broken number";
            case BOOLEAN -> "true or false";
            default -> "nothing";
        };
    }

    /**
     * One value of a list.
     *
     * @param name the list's field with the value's index
     */
    record Element(String name, JsonNode value) {}
}
