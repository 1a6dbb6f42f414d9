package io.citywatch.telemetry.codec;

import io.citywatch.telemetry.topic.UplinkTopic;

/**
 * Reads what devices send. Never throws for the sake of a payload: what can't be used is in the result.
 */
public interface UplinkDecoder {
    /** The greatest payload that is looked at, in bytes. */
    int MAX_PAYLOAD_BYTES = 64 * 1024;

    /**
     * Decodes one payload.
     *
     * @param topic the topic it came on
     * @param payload the payload as received
     * @param arrival when it arrived, in milliseconds since 1970 UTC
     */
    Decoded decode(UplinkTopic topic, byte[] payload, long arrival);
}
