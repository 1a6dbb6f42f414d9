package io.citywatch.telemetry.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import io.citywatch.telemetry.rejected.RejectReason;
import io.citywatch.telemetry.topic.UplinkTopic;
import java.io.IOException;

/**
 * Reads packs of SenML (RFC 8428), in JSON or in CBOR, as readings of the topic's device.
 *
 * <p>Records of one time make one reading. What is good in a pack is used: a record that is wrong costs no other, and of a pack
 * that breaks off the whole records before the break are kept. Not thread-safe.
 */
final class SenmlDecoder implements UplinkDecoder {
    private static final int CBOR_MAJOR_TYPE = 0xE0;
    private static final int CBOR_ARRAY = 0x80;
    /** The first byte of the tag that says "this is CBOR" (RFC 8949, 3.4.6). */
    private static final int CBOR_SELF_DESCRIBED = 0xD9;

    private static final int UNSIGNED = 0xFF;

    private final JsonFactory factory;
    private final RejectReason malformed;
    private final ForeignObjects objects = new ForeignObjects();

    private SenmlDecoder(JsonFactory factory, RejectReason malformed) {
        this.factory = factory;
        this.malformed = malformed;
    }

    static SenmlDecoder json() {
        return new SenmlDecoder(JsonUplinkDecoder.FACTORY, RejectReason.NOT_JSON);
    }

    static SenmlDecoder cbor() {
        return new SenmlDecoder(new CBORFactory(), RejectReason.MALFORMED);
    }

    /** Whether a payload that begins with that byte can be an array in CBOR; such a byte begins no JSON. */
    static boolean beginsAsCbor(byte first) {
        return (first & CBOR_MAJOR_TYPE) == CBOR_ARRAY || (first & UNSIGNED) == CBOR_SELF_DESCRIBED;
    }

    /** Whether the payload is an array whose first object has a field of SenML's, beside {@code t}, which both know. */
    static boolean beginsAsJson(byte[] payload) {
        try (JsonParser parser = JsonUplinkDecoder.FACTORY.createParser(payload)) {
            if (parser.nextToken() != JsonToken.START_ARRAY || parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            String field = parser.nextFieldName();
            while ("t".equals(field)) {
                parser.nextToken();
                parser.skipChildren();
                field = parser.nextFieldName();
            }
            return field != null && SenmlLabel.ofText(field) != null;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Decoded decode(UplinkTopic topic, byte[] payload, long arrival) {
        Payload state = new Payload(topic, arrival);
        if (state.isTooLarge(payload)) {
            return state.result();
        }
        SenmlPack pack = new SenmlPack(state);
        try (JsonParser parser = factory.createParser(payload)) {
            readPack(parser, pack, state);
        } catch (IOException e) {
            state.broken(malformed, e);
        }
        if (pack.readings().isEmpty() && !state.isRejected()) {
            state.reject(RejectReason.MISSING_FIELD, "no record has a value");
        }
        objects.read(pack.readings(), state);
        return state.result();
    }

    private void readPack(JsonParser parser, SenmlPack pack, Payload state) throws IOException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            state.reject(RejectReason.WRONG_SHAPE, "a SenML pack is an array of records");
            return;
        }
        int index = 0;
        JsonToken token = parser.nextToken();
        for (; token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == null) {
                throw new IOException("the pack breaks off");
            }
            if (token == JsonToken.START_OBJECT) {
                if (!pack.add(SenmlRecord.read(parser, state, index), index)) {
                    return;
                }
            } else {
                state.reject(
                        RejectReason.WRONG_SHAPE,
                        "[" + index + "]: " + ObjectFields.describe(token) + " where a record belongs");
                parser.skipChildren();
            }
            index++;
        }
        if (index == 0) {
            state.reject(RejectReason.WRONG_SHAPE, "the pack is empty");
        }
        if (parser.nextToken() != null) {
            state.reject(malformed, "something follows after the end of the pack");
        }
    }
}
