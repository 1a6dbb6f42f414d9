package io.citywatch.console.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import io.citywatch.telemetry.codec.JsonWords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Set;

/** Reads and writes the API's JSON. */
final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** The tree of a record or a list of records. */
    static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** The tree of JSON that we wrote ourselves. */
    static ObjectNode ours(byte[] json) {
        try {
            return MAPPER.readValue(json, ObjectNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException("our own JSON can't be read", e);
        }
    }

    static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    static HttpResponse response(JsonNode node) {
        return response(HttpStatus.OK, node);
    }

    static HttpResponse response(HttpStatus status, JsonNode node) {
        return HttpResponse.of(status, MediaType.JSON, HttpData.wrap(bytes(node)));
    }

    /**
     * Reads a request's body: an object of those fields, or nothing.
     *
     * @throws ProblemException when it is something else
     */
    static ObjectNode body(HttpData data, Set<String> fields) {
        if (data.isEmpty()) {
            return object();
        }
        JsonNode node;
        try {
            node = MAPPER.readTree(data.array());
        } catch (JsonProcessingException e) {
            throw new ProblemException(Problem.badRequest("The body is not JSON: " + JsonWords.of(e)));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
        if (!(node instanceof ObjectNode object)) {
            throw new ProblemException(Problem.badRequest("The body is to be a JSON object."));
        }
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!fields.contains(name)) {
                throw new ProblemException(
                        Problem.badRequest("The body has an unknown field '" + name + "'; known are " + fields + "."));
            }
        }
        return object;
    }
}
