package io.citywatch.outward.receiver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of a JSON object, read so that whatever is wrong names its place. */
final class Fields {
    private final JsonNode node;
    private final String place;

    /**
     * The fields of that object.
     *
     * @param place where it stands, with a full stop at the end; empty at the root
     */
    Fields(JsonNode node, String place) {
        this.node = node;
        this.place = place;
        if (!node.isObject()) {
            throw new IllegalArgumentException((place.isEmpty() ? "" : place + " ") + "an object is expected");
        }
    }

    /** Makes sure that it has no other fields. */
    void only(String... names) {
        for (Iterator<String> fields = node.fieldNames(); fields.hasNext(); ) {
            String field = fields.next();
            if (!Arrays.asList(names).contains(field)) {
                throw wrong(field, "is unknown; known are " + String.join(", ", names));
            }
        }
    }

    @Nullable
    String text(String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual() || value.asText().isBlank()) {
            throw wrong(name, "a text is expected");
        }
        return value.asText();
    }

    String needText(String name) {
        String text = text(name);
        if (text == null) {
            throw wrong(name, "is missing");
        }
        return text;
    }

    <T> T need(String name, Function<String, @Nullable T> parser) {
        return parsed(name, needText(name), parser);
    }

    <T> @Nullable T choice(String name, Function<String, @Nullable T> parser) {
        String text = text(name);
        return text == null ? null : parsed(name, text, parser);
    }

    /** The values of an array of texts; empty where there is none. */
    <T> Set<T> set(String name, Function<String, @Nullable T> parser) {
        Set<T> values = new LinkedHashSet<>();
        for (JsonNode value : array(name)) {
            if (!value.isTextual()) {
                throw wrong(name, "an array of texts is expected");
            }
            values.add(parsed(name, value.asText(), parser));
        }
        return values;
    }

    List<Fields> objects(String name) {
        List<Fields> objects = new ArrayList<>();
        for (JsonNode value : array(name)) {
            objects.add(new Fields(value, place + name + '[' + objects.size() + "]."));
        }
        return objects;
    }

    @Nullable
    Fields object(String name) {
        JsonNode value = node.path(name);
        return value.isMissingNode() || value.isNull() ? null : new Fields(value, place + name + '.');
    }

    boolean flag(String name) {
        JsonNode value = node.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw wrong(name, "true or false is expected");
        }
        return value.asBoolean(false);
    }

    int number(String name, int min, int max, int otherwise) {
        JsonNode value = node.path(name);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.asInt() < min || value.asInt() > max) {
            throw wrong(name, "a whole number from " + min + " to " + max + " is expected");
        }
        return value.asInt();
    }

    private Iterable<JsonNode> array(String name) {
        JsonNode value = node.path(name);
        if (!value.isMissingNode() && !value.isArray()) {
            throw wrong(name, "an array is expected");
        }
        return value;
    }

    private <T> T parsed(String name, String text, Function<String, @Nullable T> parser) {
        T value = parser.apply(text);
        if (value == null) {
            throw wrong(name, "'" + text + "' is unknown");
        }
        return value;
    }

    IllegalArgumentException wrong(String name, String what) {
        return new IllegalArgumentException(place + name + ": " + what);
    }
}
