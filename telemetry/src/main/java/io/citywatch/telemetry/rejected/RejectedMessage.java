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
 * @param payload the payload as received
 */
public record RejectedMessage(
        String topic, long arrival, @Nullable String principal, List<Rejection> rejections, byte[] payload) {
    public RejectedMessage {
        rejections = List.copyOf(rejections);
    }
}
