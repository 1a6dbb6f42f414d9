package io.citywatch.ingest.codec;

import io.netty.handler.codec.mqtt.MqttProperties;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The properties that a client may send, where, and with which values (MQTT 5, 2.2.2.2). */
enum PropertyRule {
    PAYLOAD_FORMAT_INDICATOR(MqttProperties.PAYLOAD_FORMAT_INDICATOR, Type.FLAG, Place.WILL, Place.PUBLISH),
    MESSAGE_EXPIRY(MqttProperties.PUBLICATION_EXPIRY_INTERVAL, Type.FOUR_BYTES, Place.WILL, Place.PUBLISH),
    CONTENT_TYPE(MqttProperties.CONTENT_TYPE, Type.TEXT, Place.WILL, Place.PUBLISH),
    RESPONSE_TOPIC(MqttProperties.RESPONSE_TOPIC, Type.TOPIC, Place.WILL, Place.PUBLISH),
    CORRELATION_DATA(MqttProperties.CORRELATION_DATA, Type.BINARY, Place.WILL, Place.PUBLISH),
    SUBSCRIPTION_IDENTIFIER(MqttProperties.SUBSCRIPTION_IDENTIFIER, Type.POSITIVE_VARIABLE, Place.SUBSCRIBE),
    SESSION_EXPIRY(MqttProperties.SESSION_EXPIRY_INTERVAL, Type.FOUR_BYTES, Place.CONNECT, Place.DISCONNECT),
    AUTHENTICATION_METHOD(MqttProperties.AUTHENTICATION_METHOD, Type.TEXT, Place.CONNECT, Place.AUTH),
    AUTHENTICATION_DATA(MqttProperties.AUTHENTICATION_DATA, Type.BINARY, Place.CONNECT, Place.AUTH),
    REQUEST_PROBLEM_INFORMATION(MqttProperties.REQUEST_PROBLEM_INFORMATION, Type.FLAG, Place.CONNECT),
    WILL_DELAY(MqttProperties.WILL_DELAY_INTERVAL, Type.FOUR_BYTES, Place.WILL),
    REQUEST_RESPONSE_INFORMATION(MqttProperties.REQUEST_RESPONSE_INFORMATION, Type.FLAG, Place.CONNECT),
    REASON_STRING(MqttProperties.REASON_STRING, Type.TEXT, Place.ACKNOWLEDGEMENT, Place.DISCONNECT, Place.AUTH),
    RECEIVE_MAXIMUM(MqttProperties.RECEIVE_MAXIMUM, Type.POSITIVE_TWO_BYTES, Place.CONNECT),
    TOPIC_ALIAS_MAXIMUM(MqttProperties.TOPIC_ALIAS_MAXIMUM, Type.TWO_BYTES, Place.CONNECT),
    TOPIC_ALIAS(MqttProperties.TOPIC_ALIAS, Type.TWO_BYTES, Place.PUBLISH),
    USER_PROPERTY(MqttProperties.USER_PROPERTY, Type.PAIR, Place.values()),
    MAXIMUM_PACKET_SIZE(MqttProperties.MAXIMUM_PACKET_SIZE, Type.POSITIVE_FOUR_BYTES, Place.CONNECT);

    /** Where properties stand. */
    enum Place {
        CONNECT,
        WILL,
        PUBLISH,
        /** PUBACK, PUBREC, PUBREL, PUBCOMP. */
        ACKNOWLEDGEMENT,
        SUBSCRIBE,
        UNSUBSCRIBE,
        DISCONNECT,
        AUTH
    }

    /** What a property's value is. */
    enum Type {
        FLAG,
        TWO_BYTES,
        POSITIVE_TWO_BYTES,
        FOUR_BYTES,
        POSITIVE_FOUR_BYTES,
        POSITIVE_VARIABLE,
        TEXT,
        TOPIC,
        BINARY,
        PAIR
    }

    private static final @Nullable PropertyRule[] BY_ID =
            new PropertyRule[MqttProperties.SHARED_SUBSCRIPTION_AVAILABLE + 1];

    static {
        for (PropertyRule rule : values()) {
            BY_ID[rule.id] = rule;
        }
    }

    private final int id;
    private final Type type;
    private final Set<Place> places;

    PropertyRule(int id, Type type, Place... places) {
        this.id = id;
        this.type = type;
        this.places = EnumSet.noneOf(Place.class);
        this.places.addAll(Set.of(places));
    }

    int id() {
        return id;
    }

    Type type() {
        return type;
    }

    /** Whether it may stand there more than once. */
    boolean mayRepeat() {
        return this == USER_PROPERTY;
    }

    /** The rule for a property that stands there. */
    static PropertyRule of(int id, Place place) {
        PropertyRule rule = id < BY_ID.length ? BY_ID[id] : null;
        if (rule == SUBSCRIPTION_IDENTIFIER && place == Place.PUBLISH) {
            throw PacketFault.protocolError("a client's PUBLISH has no subscription identifier (MQTT-3.3.4-6)");
        }
        if (rule == null || !rule.places.contains(place)) {
            throw PacketFault.malformed("property " + id + " has no place there");
        }
        return rule;
    }
}
