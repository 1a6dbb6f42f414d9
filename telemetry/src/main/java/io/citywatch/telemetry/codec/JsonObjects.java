package io.citywatch.telemetry.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.citywatch.telemetry.rejected.RejectReason;
import java.io.IOException;

/** A payload that is an object or an array of objects, and nothing else. What is another thing is rejected, and costs no object. */
final class JsonObjects {
    private JsonObjects() {}

    /** Reads one object. */
    interface ObjectReader {
        /**
         * Reads the object at whose start the parser stands, to its end.
         *
         * @param index its place in the array, or {@link ObjectFields#NOT_IN_ARRAY}
         */
        void read(int index) throws IOException;
    }

    /**
     * Reads all objects after that token, which the parser has read first, and looks whether something follows.
     *
     * @throws IOException when the payload is no JSON or breaks off
     */
    static void read(JsonParser parser, JsonToken first, Payload state, ObjectReader object) throws IOException {
        if (first == JsonToken.START_OBJECT) {
            object.read(ObjectFields.NOT_IN_ARRAY);
        } else if (first == JsonToken.START_ARRAY) {
            readArray(parser, state, object);
        } else {
            state.reject(
                    RejectReason.WRONG_SHAPE,
                    ObjectFields.describe(first) + " where an object or an array of objects belongs");
        }
        readEnd(parser, state);
    }

    /** Looks whether something follows after the value. */
    static void readEnd(JsonParser parser, Payload state) throws IOException {
        if (parser.nextToken() != null) {
            state.reject(RejectReason.NOT_JSON, "something follows after the end of the JSON value");
        }
    }

    private static void readArray(JsonParser parser, Payload state, ObjectReader object) throws IOException {
        int index = 0;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == null) {
                throw new IOException("the array breaks off");
            }
            if (token == JsonToken.START_OBJECT) {
                object.read(index);
            } else {
                state.reject(
                        RejectReason.WRONG_SHAPE,
                        "[" + index + "]: " + ObjectFields.describe(token) + " where an object belongs");
                parser.skipChildren();
            }
            index++;
        }
        if (index == 0) {
            state.reject(RejectReason.WRONG_SHAPE, "the array is empty");
        }
    }
}
