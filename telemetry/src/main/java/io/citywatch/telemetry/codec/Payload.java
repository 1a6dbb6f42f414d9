package io.citywatch.telemetry.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.rejected.RejectReason;
import io.citywatch.telemetry.rejected.RejectedMessage;
import io.citywatch.telemetry.rejected.Rejection;
import io.citywatch.telemetry.topic.UplinkTopic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one payload has yielded so far. */
final class Payload {
    private final UplinkTopic topic;
    private final long arrival;
    private List<DeviceMessage> messages = List.of();
    private List<Rejection> rejections = List.of();
    private @Nullable DeviceMessage timeless;

    Payload(UplinkTopic topic, long arrival) {
        this.topic = topic;
        this.arrival = arrival;
    }

    UplinkTopic topic() {
        return topic;
    }

    long arrival() {
        return arrival;
    }

    void add(DeviceMessage message) {
        if (messages.isEmpty()) {
            messages = List.of(message);
            return;
        }
        if (messages.size() == 1) {
            messages = new ArrayList<>(messages);
        }
        messages.add(message);
    }

    /** Adds one of several messages whose own time can't be used: the last of them counts when no other message does. */
    void addTimeless(DeviceMessage message) {
        timeless = message;
    }

    void reject(RejectReason reason, String detail) {
        if (rejections.isEmpty()) {
            rejections = new ArrayList<>(2);
        }
        if (rejections.size() < RejectedMessage.MAX_REJECTIONS) {
            rejections.add(new Rejection(reason, detail));
        }
    }

    /** Rejects a payload that is too large to be looked at. */
    boolean isTooLarge(byte[] payload) {
        int most = UplinkDecoder.MAX_PAYLOAD_BYTES;
        if (payload.length <= most) {
            return false;
        }
        reject(RejectReason.TOO_LARGE, payload.length + " bytes; at most " + most + " are accepted");
        return true;
    }

    /** The payload breaks off or is not of its form from some place on. */
    void broken(RejectReason reason, IOException cause) {
        reject(
                reason,
                cause instanceof JsonProcessingException e && e.getLocation() != null
                        ? JsonWords.of(e) + " at byte " + e.getLocation().getByteOffset()
                        : String.valueOf(cause.getMessage()));
    }

    boolean isRejected() {
        return !rejections.isEmpty();
    }

    Decoded result() {
        return new Decoded(messages.isEmpty() && timeless != null ? List.of(timeless) : messages, rejections);
    }
}
