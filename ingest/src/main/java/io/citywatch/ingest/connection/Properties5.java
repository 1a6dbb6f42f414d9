package io.citywatch.ingest.connection;

import io.citywatch.ingest.routing.Delivery;
import io.citywatch.ingest.routing.Publication;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import org.jspecify.annotations.Nullable;

/** Reads the properties of version 5 packets. */
final class Properties5 {
    private static final long UNSIGNED = 0xFFFF_FFFFL;

    private static final long MILLIS = 1000;

    private Properties5() {}

    /** A number of up to four bytes, or null when it is not there. */
    static @Nullable Long number(MqttProperties properties, int id) {
        return properties.getProperty(id) instanceof IntegerProperty property
                ? Long.valueOf(property.value() & UNSIGNED)
                : null;
    }

    /** The text of that property, or null when it is not there. */
    static @Nullable String text(MqttProperties properties, int id) {
        return properties.getProperty(id) instanceof MqttProperties.StringProperty text ? text.value() : null;
    }

    static long number(MqttProperties properties, int id, long otherwise) {
        Long value = number(properties, id);
        return value == null ? otherwise : value;
    }

    /** The properties with which a message goes to a subscriber: its own, the rest of its life, the subscriptions' numbers. */
    static MqttProperties ofDelivery(Delivery delivery, long nowMillis) {
        Publication.Life life = delivery.publication().life();
        Long expires = life.expiresMillis();
        if (expires == null && delivery.identifiers().isEmpty()) {
            return life.properties();
        }
        MqttProperties all = new MqttProperties();
        life.properties().listAll().forEach(all::add);
        if (expires != null) {
            all.add(new IntegerProperty(
                    MqttProperties.PUBLICATION_EXPIRY_INTERVAL, (int) secondsLeft(expires - nowMillis)));
        }
        for (Integer identifier : delivery.identifiers()) {
            all.add(new IntegerProperty(MqttProperties.SUBSCRIPTION_IDENTIFIER, identifier));
        }
        return all;
    }

    /**
     * What was received less the whole seconds that the message has waited (MQTT-3.3.2-6). So one that lives never says 0; one
     * that is sent again after its life does.
     */
    private static long secondsLeft(long millisLeft) {
        return Math.max(0, (millisLeft + MILLIS - 1) / MILLIS);
    }
}
