package io.citywatch.ingest.routing;

import io.netty.handler.codec.mqtt.MqttProperties;
import org.jspecify.annotations.Nullable;

/**
 * A message for subscribers. Many subscribers share one; nobody changes it.
 *
 * @param topic where it is published
 * @param payload its bytes; not to be changed
 * @param qos the QoS at which it was published
 * @param retain the retain flag with which it was published
 * @param life how long it is of use and what travels with it
 */
public record Publication(String topic, byte[] payload, int qos, boolean retain, Life life) {

    /** A message that neither expires nor carries anything but its payload. */
    public Publication(String topic, byte[] payload, int qos, boolean retain) {
        this(topic, payload, qos, retain, Life.UNLIMITED);
    }

    /** Whether it is of no more use. */
    public boolean isExpired(long nowMillis) {
        Long expires = life.expiresMillis();
        return expires != null && expires <= nowMillis;
    }

    /**
     * What is said about a message besides its content.
     *
     * @param expiresMillis when it is of no more use, in milliseconds since 1970 UTC; null: never
     * @param properties the properties that the standard has carried through to subscribers
     * @param publisher who published it, so that "no local" can be kept; null when it comes from the log
     * @param receipt told when a subscriber has it; null when nobody asks
     */
    public record Life(
            @Nullable Long expiresMillis,
            MqttProperties properties,
            @Nullable Subscriber publisher,
            @Nullable Receipt receipt) {
        /** Neither expiry, nor properties, nor publisher, nor receipt. */
        public static final Life UNLIMITED = new Life(null, MqttProperties.NO_PROPERTIES, null, null);
    }

    /** Told how far a message has come with a subscriber. */
    public interface Receipt {
        /** The subscriber takes it, and brings it to its client as its QoS says; false when it does so already. */
        boolean taken(Subscriber subscriber);

        /** The subscriber has let go of it before its client had it. */
        void dropped(Subscriber subscriber);

        /** The client has it: it has acknowledged it, or at QoS 0 the message was written to its socket. */
        void received(Subscriber subscriber);
    }
}
