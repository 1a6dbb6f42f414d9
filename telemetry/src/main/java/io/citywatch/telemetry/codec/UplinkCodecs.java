package io.citywatch.telemetry.codec;

import io.citywatch.telemetry.rejected.RejectReason;
import io.citywatch.telemetry.rejected.Rejection;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.UplinkTopic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes what comes on the platform's own topics, in whichever convention it is.
 *
 * <p>Never throws for the sake of a payload. Not thread-safe; keep one for each thread.
 */
public final class UplinkCodecs {
    private final UplinkDecoder json = new JsonUplinkDecoder();
    private final UplinkDecoder senmlJson = SenmlDecoder.json();
    private final UplinkDecoder senmlCbor = SenmlDecoder.cbor();

    /**
     * Decodes one payload.
     *
     * @param contentType the content type that came with it (MQTT 5), or null
     * @param arrival when it arrived, in milliseconds since 1970 UTC
     */
    public Decoded decode(UplinkTopic topic, @Nullable String contentType, byte[] payload, long arrival) {
        Convention convention = conventionOf(topic.channel(), contentType, payload);
        if (convention == Convention.JSON) {
            return json.decode(topic, payload, arrival);
        }
        UplinkDecoder decoder = convention == Convention.SENML_CBOR ? senmlCbor : senmlJson;
        return guarded(() -> decoder.decode(topic, payload, arrival));
    }

    /**
     * In which convention a message on one of the platform's own topics is. Its content type decides; without one that is
     * known, the payload: JSON never begins with a byte of 0x80 or more, and no object of the platform's own has a field of
     * SenML's. Only readings can be in SenML.
     */
    public static Convention conventionOf(Channel channel, @Nullable String contentType, byte[] payload) {
        if (channel != Channel.TELEMETRY || payload.length == 0) {
            return Convention.JSON;
        }
        Convention named = contentType == null ? null : Convention.ofContentType(contentType);
        if (named != null) {
            return named;
        }
        byte first = payload[0];
        if (first == '{') {
            return Convention.JSON;
        }
        if (SenmlDecoder.beginsAsCbor(first)) {
            return Convention.SENML_CBOR;
        }
        return SenmlDecoder.beginsAsJson(payload) ? Convention.SENML_JSON : Convention.JSON;
    }

    /** What a decoder yields; a decoder that fails over a payload, by a mistake in it or its library, yields why. */
    public static Decoded guarded(Decoding decoding) {
        try {
            return decoding.decode();
        } catch (RuntimeException e) {
            return new Decoded(List.of(), List.of(new Rejection(RejectReason.MALFORMED, String.valueOf(e))));
        }
    }

    /** One decoder at one payload. */
    @FunctionalInterface
    public interface Decoding {
        Decoded decode();
    }
}
