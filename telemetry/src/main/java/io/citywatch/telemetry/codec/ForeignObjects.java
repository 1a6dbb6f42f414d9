package io.citywatch.telemetry.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.rejected.RejectReason;
import io.citywatch.telemetry.topic.UplinkTopic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Reads objects of the platform's own JSON that were translated from another convention, as strictly as if a device had sent
 * them. Not thread-safe.
 */
public final class ForeignObjects {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final JsonUplinkDecoder decoder = new JsonUplinkDecoder();

    /** Whether a birth has a field of that name. */
    public static boolean isOfBirth(String field) {
        return BirthReader.has(field);
    }

    /** The fields of a birth but for its time, as they stand in the platform's own JSON. */
    public static ObjectNode fields(Birth birth) {
        TokenBuffer buffer = new TokenBuffer(MAPPER, false);
        try (buffer) {
            buffer.writeStartObject();
            DeviceMessageEncoder.writeFields(birth, buffer);
            buffer.writeEndObject();
            ObjectNode fields = MAPPER.readTree(buffer.asParser());
            fields.remove("t");
            return fields;
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    /** The messages of those objects, each of the topic's channel. */
    public Decoded decode(UplinkTopic topic, List<ObjectNode> objects, long arrival) {
        Payload state = new Payload(topic, arrival);
        read(objects, state);
        return state.result();
    }

    void read(List<ObjectNode> objects, Payload state) {
        for (int i = 0; i < objects.size(); i++) {
            read(objects.get(i), objects.size() == 1 ? ObjectFields.NOT_IN_ARRAY : i, state);
        }
    }

    void read(ObjectNode object, int index, Payload state) {
        try (JsonParser parser = object.traverse()) {
            parser.nextToken();
            decoder.readObject(parser, new ObjectFields(parser, state, index));
        } catch (IOException e) {
            state.broken(RejectReason.MALFORMED, e);
        }
    }
}
