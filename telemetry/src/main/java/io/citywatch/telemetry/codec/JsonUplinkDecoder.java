package io.citywatch.telemetry.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.citywatch.telemetry.message.Death;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.rejected.RejectReason;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.UplinkTopic;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the platform's own JSON: one object, or an array of objects.
 *
 * <p>It is strict about types, ranges and names, and keeps what is good: one metric out of range does not cost the others
 * of its object, one bad object does not cost the others of its array, and of a payload that breaks off in the middle the
 * whole objects before the break are kept. A gas concentration must not get lost over a bad battery value.
 *
 * <p>Not thread-safe; keep one for each thread. An instance can be used for any number of payloads.
 */
public final class JsonUplinkDecoder implements UplinkDecoder {
    static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final ReadingReader readings = new ReadingReader();
    private final PlainReadings plainReadings = new PlainReadings();

    @Override
    public Decoded decode(UplinkTopic topic, byte[] payload, long arrival) {
        if (topic.channel() == Channel.DEATH) {
            return new Decoded(List.of(new Death(arrival)), List.of());
        }
        Payload state = new Payload(topic, arrival);
        if (state.isTooLarge(payload)) {
            return state.result();
        }
        if (topic.channel() == Channel.TELEMETRY) {
            Reading plain = plainReadings.read(payload, topic.address().kind(), arrival);
            if (plain != null) {
                return new Decoded(List.of(plain), List.of());
            }
        }
        return parse(payload, state);
    }

    /** Reads a payload of any shape. */
    Decoded parse(byte[] payload, Payload state) {
        try (JsonParser parser = FACTORY.createParser(payload)) {
            readPayload(parser, state);
        } catch (IOException e) {
            state.broken(RejectReason.NOT_JSON, e);
        }
        return state.result();
    }

    private void readPayload(JsonParser parser, Payload state) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            state.reject(RejectReason.NOT_JSON, "the payload is empty");
            return;
        }
        JsonObjects.read(parser, first, state, index -> readObject(parser, new ObjectFields(parser, state, index)));
    }

    /** Reads one object of the topic's channel; the parser stands at its start. */
    void readObject(JsonParser parser, ObjectFields fields) throws IOException {
        Payload state = fields.payload();
        @Nullable
        DeviceMessage message =
                switch (state.topic().channel()) {
                    case TELEMETRY -> readings.read(parser, fields);
                    case EVENT -> EventReader.read(fields);
                    case BIRTH -> BirthReader.read(fields);
                    case ACK -> AnswerReader.read(fields);
                    case DEATH -> throw new IllegalStateException("a death is not parsed");
                };
        if (message != null) {
            fields.add(message);
        }
    }
}
