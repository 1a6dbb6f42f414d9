package io.citywatch.telemetry.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citywatch.telemetry.message.CommandAnswer;
import io.citywatch.telemetry.rejected.RejectReason;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.ThingsBoardTopic;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads what devices say on the topics of ThingsBoard's device API.
 *
 * <p>Readings are an object, {@code {"ts": …, "values": {…}}}, or an array of either; attributes are read as a birth; what a
 * device answers to a request is an answer to the command of that number. Not thread-safe.
 */
public final class ThingsBoardDecoder {
    private static final ObjectMapper MAPPER = new JsonMapper(JsonUplinkDecoder.FACTORY);
    private static final String TIME = "ts";
    private static final String VALUES = "values";
    private static final int ALONE = ObjectFields.NOT_IN_ARRAY;

    private final ForeignObjects objects = new ForeignObjects();

    /** Decodes one payload; never throws for its sake. */
    public Decoded decode(ThingsBoardTopic topic, byte[] payload, long arrival) {
        return UplinkCodecs.guarded(() -> {
            Payload state = new Payload(topic.uplink(), arrival);
            if (!state.isTooLarge(payload)) {
                read(topic, payload, state);
            }
            return state.result();
        });
    }

    private void read(ThingsBoardTopic topic, byte[] payload, Payload state) {
        try (JsonParser parser = JsonUplinkDecoder.FACTORY.createParser(payload)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                state.reject(RejectReason.NOT_JSON, "the payload is empty");
            } else if (topic.uplink().channel() == Channel.ACK) {
                objects.read(answer(topic, MAPPER.readTree(parser)), ALONE, state);
                JsonObjects.readEnd(parser, state);
            } else {
                JsonObjects.read(
                        parser,
                        first,
                        state,
                        index -> objects.read(
                                object(parser, state, index == ALONE ? "" : "[" + index + "]."), index, state));
            }
        } catch (IOException e) {
            state.broken(RejectReason.NOT_JSON, e);
        }
    }

    /** The object in the platform's own form: the values beside the time, which is called {@code t}. */
    private static ObjectNode object(JsonParser parser, Payload state, String place) throws IOException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            boolean opens = parser.nextToken() == JsonToken.START_OBJECT;
            if (opens && field.equals(VALUES)) {
                for (String inner = parser.nextFieldName(); inner != null; inner = parser.nextFieldName()) {
                    parser.nextToken();
                    put(object, inner, parser, state, place);
                }
                expectEnd(parser);
            } else {
                put(object, field.equals(TIME) ? "t" : field, parser, state, place);
            }
        }
        expectEnd(parser);
        return object;
    }

    private static void expectEnd(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.END_OBJECT) {
            throw new IOException("the object breaks off");
        }
    }

    private static void put(ObjectNode object, String field, JsonParser parser, Payload state, String place)
            throws IOException {
        if (object.has(field)) {
            state.reject(RejectReason.DUPLICATE_FIELD, place + field + ": stands there twice; the first holds");
            parser.skipChildren();
        } else {
            object.set(field, MAPPER.<JsonNode>readTree(parser));
        }
    }

    /** ThingsBoard does not say what an answer looks like: it is good unless it says that it is not. */
    private static ObjectNode answer(ThingsBoardTopic topic, @Nullable JsonNode said) {
        CommandAnswer.Result result = said == null
                ? null
                : CommandAnswer.Result.ofText(said.path("result").asText());
        if (result == null) {
            boolean failed = said != null
                    && (said.has("error") || said.path("success").isBoolean())
                    && !said.path("success").asBoolean();
            result = failed ? CommandAnswer.Result.FAILED : CommandAnswer.Result.DONE;
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("command", topic.request());
        answer.put("result", result.text());
        return answer;
    }
}
