package io.citywatch.ingest.codec;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.BinaryProperty;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttProperty;
import io.netty.handler.codec.mqtt.MqttProperties.StringProperty;
import io.netty.handler.codec.mqtt.MqttProperties.UserProperty;

/** Reads the properties of version 5 packets by their {@link PropertyRule}s; none but user properties comes twice. */
final class PropertyDecoder {
    private PropertyDecoder() {}

    static MqttProperties decode(PacketFields fields, PropertyRule.Place place) {
        int length = fields.variableByteInteger();
        if (length == 0) {
            return MqttProperties.NO_PROPERTIES;
        }
        int packetEnd = fields.narrow(length);
        MqttProperties properties = new MqttProperties();
        long seen = 0;
        while (fields.left() > 0) {
            PropertyRule rule = PropertyRule.of(fields.variableByteInteger(), place);
            long bit = 1L << rule.ordinal();
            if ((seen & bit) != 0 && !rule.mayRepeat()) {
                throw PacketFault.protocolError("the property " + rule + " comes twice");
            }
            seen |= bit;
            properties.add(property(rule, fields));
        }
        fields.widen(packetEnd);
        return properties;
    }

    private static MqttProperty<?> property(PropertyRule rule, PacketFields fields) {
        return switch (rule.type()) {
            case FLAG -> number(rule, flag(rule, fields.oneByte()));
            case TWO_BYTES -> number(rule, fields.twoBytes());
            case POSITIVE_TWO_BYTES -> number(rule, positive(rule, fields.twoBytes()));
            case FOUR_BYTES -> number(rule, fields.fourBytes());
            case POSITIVE_FOUR_BYTES -> number(rule, positive(rule, fields.fourBytes()));
            case POSITIVE_VARIABLE -> number(rule, positive(rule, fields.variableByteInteger()));
            case TEXT -> new StringProperty(rule.id(), fields.text());
            case TOPIC -> new StringProperty(rule.id(), topic(rule, fields.text()));
            case BINARY -> new BinaryProperty(rule.id(), fields.binary());
            case PAIR -> new UserProperty(fields.text(), fields.text());
        };
    }

    private static IntegerProperty number(PropertyRule rule, int value) {
        return new IntegerProperty(rule.id(), value);
    }

    private static int flag(PropertyRule rule, int value) {
        if (value > 1) {
            throw PacketFault.protocolError(rule + " is neither 0 nor 1");
        }
        return value;
    }

    /** The value as it is; the bits of a large one are those of a negative number. */
    private static int positive(PropertyRule rule, int value) {
        if (value == 0) {
            throw PacketFault.protocolError(rule + " is 0");
        }
        return value;
    }

    private static String topic(PropertyRule rule, String topic) {
        if (topic.isEmpty() || topic.indexOf('+') >= 0 || topic.indexOf('#') >= 0) {
            throw PacketFault.protocolError(rule + " is no topic (MQTT-3.3.2-14)");
        }
        return topic;
    }
}
