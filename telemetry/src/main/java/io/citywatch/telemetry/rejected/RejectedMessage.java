package io.citywatch.telemetry.rejected;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message that could not be used, wholly or in part.
 *
 * @param topic the MQTT topic it came on
 * @param arrival when it arrived, in milliseconds since 1970 UTC
 * @param principal who published it, if that is known
 * @param rejections everything that was wrong with it
 * @param payload the payload as received, or the points that the store refused
 * @param original where the message stands in the uplink, when the payload is not its own
 */
public record RejectedMessage(
        String topic,
        long arrival,
        @Nullable String principal,
        List<Rejection> rejections,
        byte[] payload,
        @Nullable Original original) {
    public RejectedMessage {
        rejections = List.copyOf(rejections);
    }

    /** A message with the payload as received. */
    public RejectedMessage(
            String topic, long arrival, @Nullable String principal, List<Rejection> rejections, byte[] payload) {
        this(topic, arrival, principal, rejections, payload, null);
    }

    /**
     * A place in the uplink.
     *
     * @param partition the partition
     * @param offset the offset in it
     */
    public record Original(int partition, long offset) {}
}
