package io.citywatch.telemetry.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.rejected.RejectReason;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one object, read one after the other, each checked for its type and range.
 *
 * <p>A read that fails records the rejection and gives null; JSON's {@code null} gives null without a rejection.
 */
final class ObjectFields {
    /** The index of an object that stands alone. */
    static final int NOT_IN_ARRAY = -1;

    /**
     * 2010-01-01T00:00:00Z. Clocks that have lost power go on from their beginning, which is 2000-01-01 in the common ones (DS1307,
     * PCF8563, STM32) and earlier in others; recordings that are played again are younger.
     */
    private static final long YEAR_2010 = 1_262_304_000_000L;

    private static final long LARGEST_SECONDS = 100_000_000_000L;
    /** A device's clock may run ahead of ours by so much. */
    private static final long MAX_AHEAD_MILLIS = 5 * 60_000;

    private final JsonParser parser;
    private final Payload payload;
    private final int index;
    private @Nullable Set<String> seen;
    private @Nullable Long time;
    private boolean timeUnusable;

    ObjectFields(JsonParser parser, Payload payload, int index) {
        this.parser = parser;
        this.payload = payload;
        this.index = index;
    }

    Payload payload() {
        return payload;
    }

    /** The next field's name, with the parser on its value; null at the end of the object. */
    @Nullable
    String next() throws IOException {
        String field = parser.nextFieldName();
        if (field != null) {
            parser.nextToken();
        }
        return field;
    }

    /** The same as {@link #next}, and rejects a field that was there before. For small, rare objects. */
    @Nullable
    String nextDistinct() throws IOException {
        if (seen == null) {
            seen = new HashSet<>();
        }
        String field = next();
        while (field != null && !seen.add(field)) {
            duplicate(field);
            field = next();
        }
        return field;
    }

    /** Whether a message of that time may have arrived then, both in milliseconds since 1970 UTC. */
    static boolean isPlausible(long t, long arrival) {
        return t >= YEAR_2010 && t - arrival <= MAX_AHEAD_MILLIS;
    }

    /** Reads {@code t}. */
    void readTime() throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        Long value = integer("t", Long.MIN_VALUE, Long.MAX_VALUE);
        if (value == null) {
            timeUnusable = true;
            return;
        }
        long ahead = value - payload.arrival();
        if (value > 0 && value < LARGEST_SECONDS) {
            timeUnusable("t " + value + " looks like seconds; milliseconds since 1970 UTC are expected");
        } else if (value < YEAR_2010) {
            timeUnusable("t " + value + " lies before the year 2010");
        } else if (ahead > MAX_AHEAD_MILLIS) {
            timeUnusable("t " + value + " lies " + ahead / 1000 + " s ahead of the arrival; at most "
                    + MAX_AHEAD_MILLIS / 1000 + " s are accepted");
        } else {
            time = value;
        }
    }

    /** The object's time: its own, or that of the arrival where it has none, or none that can be used. */
    long time() {
        return time != null ? time : payload.arrival();
    }

    /**
     * Takes the message that the object is. Of many objects whose own time can't be used not all may be given the time of the
     * arrival; one that stands alone is, and so is the last of many when none has a time that can be used: a device whose clock
     * is wrong can still report a leak.
     */
    void add(DeviceMessage message) {
        if (timeUnusable && index != NOT_IN_ARRAY) {
            payload.addTimeless(message);
        } else {
            payload.add(message);
        }
    }

    @Nullable
    Double number(String field, double min, double max) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (!token.isNumeric()) {
            wrongType(field, "a number");
            return null;
        }
        double value = parser.getDoubleValue();
        if (!(value >= min && value <= max)) {
            outOfRange(field, min, max);
            return null;
        }
        return value;
    }

    @Nullable
    Long integer(String field, long min, long max) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token != JsonToken.VALUE_NUMBER_INT) {
            wrongType(field, "a whole number");
            return null;
        }
        long value;
        try {
            value = parser.getLongValue();
        } catch (InputCoercionException e) {
            outOfRange(field, min, max);
            return null;
        }
        if (value < min || value > max) {
            outOfRange(field, min, max);
            return null;
        }
        return value;
    }

    /** A boolean: {@code true}, {@code false}, {@code 1} or {@code 0}. */
    @Nullable
    Boolean flag(String field) throws IOException {
        switch (parser.currentToken()) {
            case VALUE_NULL:
                return null;
            case VALUE_TRUE:
                return true;
            case VALUE_FALSE:
                return false;
            case VALUE_NUMBER_INT:
                Long value = integer(field, 0, 1);
                return value == null ? null : Boolean.valueOf(value == 1);
            default:
                wrongType(field, "true, false, 1 or 0");
                return null;
        }
    }

    @Nullable
    String text(String field, int maxLength) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token != JsonToken.VALUE_STRING) {
            wrongType(field, "a text");
            return null;
        }
        String value = parser.getText();
        if (value.isEmpty() || value.length() > maxLength) {
            reject(
                    RejectReason.OUT_OF_RANGE,
                    field,
                    "a text of " + value.length() + " characters; 1 to " + maxLength + " are accepted");
            return null;
        }
        return value;
    }

    void unknown(String field, String known) throws IOException {
        reject(RejectReason.UNKNOWN_FIELD, field, "no such field; known are " + known);
        parser.skipChildren();
    }

    void duplicate(String field) throws IOException {
        reject(RejectReason.DUPLICATE_FIELD, field, "stands there twice; the first holds");
        parser.skipChildren();
    }

    void missing(String field, String what) {
        reject(RejectReason.MISSING_FIELD, field, what);
    }

    void notOneOf(String field, String value, String known) {
        reject(RejectReason.OUT_OF_RANGE, field, "'" + value + "' is none of " + known);
    }

    void reject(RejectReason reason, String field, String what) {
        payload.reject(reason, (index == NOT_IN_ARRAY ? "" : "[" + index + "].") + field + ": " + what);
    }

    static String describe(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            default -> token.asString();
        };
    }

    private void timeUnusable(String what) {
        timeUnusable = true;
        reject(RejectReason.TIME_OUT_OF_RANGE, "t", what);
    }

    private void wrongType(String field, String expected) throws IOException {
        reject(RejectReason.WRONG_TYPE, field, describe(parser.currentToken()) + " where " + expected + " belongs");
        parser.skipChildren();
    }

    private void outOfRange(String field, Number min, Number max) throws IOException {
        reject(RejectReason.OUT_OF_RANGE, field, parser.getText() + " is outside " + min + " to " + max);
    }
}
