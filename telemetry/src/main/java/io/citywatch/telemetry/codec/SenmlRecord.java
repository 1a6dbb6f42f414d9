package io.citywatch.telemetry.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.citywatch.telemetry.rejected.RejectReason;
import java.io.IOException;
import java.util.EnumMap;
import org.jspecify.annotations.Nullable;

/** One record of a pack as it stands there: its labels with values of the types that they have. */
final class SenmlRecord {
    private static final String MUST_UNDERSTAND = "_";

    private final EnumMap<SenmlLabel, JsonNode> values = new EnumMap<>(SenmlLabel.class);
    private @Nullable String notUnderstood;

    private SenmlRecord() {}

    /** Reads the record at whose start the parser stands. A value of a wrong type is rejected and left out. */
    static SenmlRecord read(JsonParser parser, Payload state, int index) throws IOException {
        SenmlRecord record = new SenmlRecord();
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw new IOException("a record breaks off");
            }
            SenmlLabel label = SenmlLabel.of(field);
            if (label != null) {
                record.add(label, token, parser, state, index);
            } else if (field.endsWith(MUST_UNDERSTAND)) {
                record.notUnderstood = field;
            }
            // Other labels are not known here and are to be passed over (RFC 8428, section 4.4).
            parser.skipChildren();
        }
        if (parser.currentToken() != JsonToken.END_OBJECT) {
            throw new IOException("a record breaks off");
        }
        return record;
    }

    /** A label of which its maker says that a record must not be used without understanding it, or null. */
    @Nullable
    String notUnderstood() {
        return notUnderstood;
    }

    boolean has(SenmlLabel label) {
        return values.containsKey(label);
    }

    @Nullable
    JsonNode value(SenmlLabel label) {
        return values.get(label);
    }

    /** The number of that label, or the other one where it is not there. */
    double number(SenmlLabel label, double other) {
        JsonNode value = values.get(label);
        return value == null ? other : value.asDouble();
    }

    /** The text of that label, or the other one where it is not there. */
    String text(SenmlLabel label, String other) {
        JsonNode value = values.get(label);
        return value == null ? other : value.asText();
    }

    private void add(SenmlLabel label, JsonToken token, JsonParser parser, Payload state, int index)
            throws IOException {
        String place = "[" + index + "]." + label.text();
        JsonNode value =
                switch (label) {
                    case BASE_NAME, BASE_UNIT, NAME, UNIT, STRING_VALUE, DATA_VALUE ->
                        token == JsonToken.VALUE_STRING
                                ? TextNode.valueOf(parser.getText())
                                : token == JsonToken.VALUE_EMBEDDED_OBJECT ? TextNode.valueOf("data") : null;
                    case BOOLEAN_VALUE -> token.isBoolean() ? BooleanNode.valueOf(token == JsonToken.VALUE_TRUE) : null;
                    default -> token.isNumeric() ? DoubleNode.valueOf(parser.getDoubleValue()) : null;
                };
        if (value == null) {
            state.reject(
                    RejectReason.WRONG_TYPE, place + ": " + ObjectFields.describe(token) + " is not what belongs here");
        } else if (values.putIfAbsent(label, value) != null) {
            state.reject(RejectReason.DUPLICATE_FIELD, place + ": stands there twice; the first holds");
        }
    }
}
