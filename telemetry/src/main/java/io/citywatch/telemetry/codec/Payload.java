package io.citywatch.telemetry.codec;

import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.rejected.RejectReason;
import io.citywatch.telemetry.rejected.Rejection;
import io.citywatch.telemetry.topic.UplinkTopic;
import java.util.ArrayList;
import java.util.List;

/** What one payload has yielded so far. */
final class Payload {
    /** Past this many errors a payload is not worth more words. */
    private static final int MAX_REJECTIONS = 20;

    private final UplinkTopic topic;
    private final long arrival;
    private List<DeviceMessage> messages = List.of();
    private List<Rejection> rejections = List.of();

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

    void reject(RejectReason reason, String detail) {
        if (rejections.isEmpty()) {
            rejections = new ArrayList<>(2);
        }
        if (rejections.size() < MAX_REJECTIONS) {
            rejections.add(new Rejection(reason, detail));
        }
    }

    Decoded result() {
        return new Decoded(messages, rejections);
    }
}
