package io.citywatch.telemetry.rejected;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message that could not be used, wholly or in part.
 *
 * @param received how it came
 * @param rejections everything that was wrong with it
 * @param payload the payload as received, or the points that the store refused
 * @param original where the message stands in the uplink, when the payload is not its own
 */
public record RejectedMessage(
        Received received, List<Rejection> rejections, byte[] payload, @Nullable Original original) {
    /** Past this many errors a message is not worth more words. */
    public static final int MAX_REJECTIONS = 20;

    public RejectedMessage {
        rejections = List.copyOf(rejections);
    }

    /** A message that came without a content type, with the payload as received. */
    public RejectedMessage(
            String topic, long arrival, @Nullable String principal, List<Rejection> rejections, byte[] payload) {
        this(new Received(topic, arrival, principal, null), rejections, payload, null);
    }

    /**
     * How a message came.
     *
     * @param topic the MQTT topic it came on
     * @param arrival when it arrived, in milliseconds since 1970 UTC
     * @param principal who published it, if that is known
     * @param contentType the content type that came with it, if it names a convention other than the platform's own
     */
    public record Received(String topic, long arrival, @Nullable String principal, @Nullable String contentType) {}

    /**
     * A place in the uplink.
     *
     * @param partition the partition
     * @param offset the offset in it
     */
    public record Original(int partition, long offset) {}

    /** The MQTT topic it came on. */
    public String topic() {
        return received.topic();
    }

    /** When it arrived, in milliseconds since 1970 UTC. */
    public long arrival() {
        return received.arrival();
    }

    /** Who published it, if that is known. */
    public @Nullable String principal() {
        return received.principal();
    }
}
