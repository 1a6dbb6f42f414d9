package io.citywatch.ingest.routing;

import org.jspecify.annotations.Nullable;

/**
 * What a subscription asks for besides its filter (MQTT 5, 3.8.3.1; a 3.1.1 client asks for a QoS only).
 *
 * @param qos the highest QoS at which messages are sent
 * @param noLocal whether the subscriber's own messages are kept from it
 * @param retainAsPublished whether messages keep the retain flag with which they were published
 * @param retainHandling which retained messages are sent on subscribing
 * @param identifier the number with which the client marks the subscription, if it does
 */
public record SubscriptionOptions(
        int qos,
        boolean noLocal,
        boolean retainAsPublished,
        RetainHandling retainHandling,
        @Nullable Integer identifier) {

    /** Which retained messages are sent on subscribing. */
    public enum RetainHandling {
        SEND,
        SEND_IF_NEW,
        DO_NOT_SEND
    }

    /** The options of a plain subscription with that QoS. */
    public static SubscriptionOptions ofQos(int qos) {
        return new SubscriptionOptions(qos, false, false, RetainHandling.SEND, null);
    }
}
