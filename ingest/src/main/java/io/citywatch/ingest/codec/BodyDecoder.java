package io.citywatch.ingest.codec;

import io.citywatch.ingest.codec.PropertyRule.Place;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttSubscribePayload;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption.RetainedHandlingPolicy;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnsubscribePayload;
import java.util.ArrayList;
import java.util.List;

/** Reads what follows the fixed header of every packet that a client may send but CONNECT. PUBLISH, of which most packets are, has a way of its own. */
final class BodyDecoder {
    private static final int QOS_BITS = 0x03;
    private static final int PUBLISH_QOS_BITS = 0x06;
    private static final int NO_LOCAL = 0x04;
    private static final int RETAIN_AS_PUBLISHED = 0x08;
    private static final int RETAIN_HANDLING_SHIFT = 4;
    private static final int RESERVED_OPTIONS = 0xC0;

    private BodyDecoder() {}

    static MqttMessage decode(MqttFixedHeader fixed, PacketFields fields, boolean isVersion5) {
        return switch (fixed.messageType()) {
            case PUBACK, PUBREC, PUBREL, PUBCOMP -> acknowledgement(fixed, fields, isVersion5);
            case SUBSCRIBE -> subscribe(fixed, fields, isVersion5);
            case UNSUBSCRIBE -> unsubscribe(fixed, fields, isVersion5);
            case PINGREQ -> empty(MqttMessage.PINGREQ, fields);
            case DISCONNECT ->
                isVersion5 ? reasoned(fixed, fields, Place.DISCONNECT) : empty(MqttMessage.DISCONNECT, fields);
            case AUTH -> reasoned(fixed, fields, Place.AUTH);
            case CONNECT, CONNACK, PUBLISH, SUBACK, UNSUBACK, PINGRESP ->
                throw PacketFault.protocolError(fixed.messageType() + " has no place here");
        };
    }

    /** Reads a PUBLISH with these flags in its first byte. */
    static PublishPacket publish(int flags, PacketFields fields, boolean isVersion5) {
        byte[] topic = fields.topicName();
        int packetId = (flags & PUBLISH_QOS_BITS) == 0 ? 0 : fields.packetId();
        MqttProperties properties = properties(fields, Place.PUBLISH, isVersion5);
        return new PublishPacket(flags, topic, packetId, properties, fields.rest());
    }

    /** In version 5 a reason code and properties may follow the packet identifier. */
    private static MqttMessage acknowledgement(MqttFixedHeader fixed, PacketFields fields, boolean isVersion5) {
        int packetId = fields.packetId();
        MqttMessageIdVariableHeader header;
        if (isVersion5 && fields.left() > 0) {
            byte reasonCode = reasonCode(fixed, fields);
            header = new MqttPubReplyMessageVariableHeader(
                    packetId, reasonCode, propertiesIfAny(fields, Place.ACKNOWLEDGEMENT));
        } else {
            header = MqttMessageIdVariableHeader.from(packetId);
        }
        fields.end();
        return new MqttMessage(fixed, header);
    }

    private static MqttMessage subscribe(MqttFixedHeader fixed, PacketFields fields, boolean isVersion5) {
        var header = new MqttMessageIdAndPropertiesVariableHeader(
                fields.packetId(), properties(fields, Place.SUBSCRIBE, isVersion5));
        List<MqttTopicSubscription> subscriptions = new ArrayList<>(1);
        while (fields.left() > 0) {
            String filter = fields.text();
            int options = fields.oneByte();
            subscriptions.add(new MqttTopicSubscription(filter, isVersion5 ? options5(options) : options3(options)));
        }
        if (subscriptions.isEmpty()) {
            throw PacketFault.protocolError("a SUBSCRIBE without a filter (MQTT-3.8.3-2)");
        }
        return new MqttSubscribeMessage(fixed, header, new MqttSubscribePayload(subscriptions));
    }

    private static MqttSubscriptionOption options3(int options) {
        if (options > 2) {
            throw PacketFault.malformed("more than a QoS, or QoS 3 (3.1.1, MQTT-3.8.3-4)");
        }
        return MqttSubscriptionOption.onlyFromQos(MqttQoS.valueOf(options));
    }

    private static MqttSubscriptionOption options5(int options) {
        if ((options & RESERVED_OPTIONS) != 0) {
            throw PacketFault.malformed("reserved bits of subscription options (MQTT-3.8.3-5)");
        }
        int qos = options & QOS_BITS;
        int retainHandling = options >> RETAIN_HANDLING_SHIFT;
        if (qos > 2 || retainHandling > 2) {
            throw PacketFault.protocolError("QoS 3, or retain handling 3 (MQTT 5, 3.8.3.1)");
        }
        return new MqttSubscriptionOption(
                MqttQoS.valueOf(qos),
                (options & NO_LOCAL) != 0,
                (options & RETAIN_AS_PUBLISHED) != 0,
                RetainedHandlingPolicy.valueOf(retainHandling));
    }

    private static MqttMessage unsubscribe(MqttFixedHeader fixed, PacketFields fields, boolean isVersion5) {
        var header = new MqttMessageIdAndPropertiesVariableHeader(
                fields.packetId(), properties(fields, Place.UNSUBSCRIBE, isVersion5));
        List<String> filters = new ArrayList<>(1);
        while (fields.left() > 0) {
            filters.add(fields.text());
        }
        if (filters.isEmpty()) {
            throw PacketFault.protocolError("an UNSUBSCRIBE without a filter (MQTT-3.10.3-2)");
        }
        return new MqttUnsubscribeMessage(fixed, header, new MqttUnsubscribePayload(filters));
    }

    private static MqttMessage empty(MqttMessage message, PacketFields fields) {
        fields.end();
        return message;
    }

    /** A packet of version 5 without a reason code means success. */
    private static MqttMessage reasoned(MqttFixedHeader fixed, PacketFields fields, Place place) {
        byte reasonCode = fields.left() > 0 ? reasonCode(fixed, fields) : 0;
        MqttProperties properties = propertiesIfAny(fields, place);
        fields.end();
        return new MqttMessage(fixed, new MqttReasonCodeAndPropertiesVariableHeader(reasonCode, properties));
    }

    /** One of the reason codes that a client may give in such a packet (MQTT 5, 3.4.2.1 to 3.7.2.1, 3.14.2.1, 3.15.2.1). */
    private static byte reasonCode(MqttFixedHeader fixed, PacketFields fields) {
        int code = fields.oneByte();
        boolean isKnown =
                switch (fixed.messageType()) {
                    case PUBACK, PUBREC ->
                        switch (code) {
                            case 0x00, 0x10, 0x80, 0x83, 0x87, 0x90, 0x91, 0x97, 0x99 -> true;
                            default -> false;
                        };
                    case PUBREL, PUBCOMP -> code == 0x00 || code == 0x92;
                    case DISCONNECT ->
                        switch (code) {
                            case 0x00, 0x04, 0x80, 0x81, 0x82, 0x83 -> true;
                            case 0x90, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99 -> true;
                            default -> false;
                        };
                    default -> code == 0x00 || code == 0x18 || code == 0x19;
                };
        if (!isKnown) {
            throw PacketFault.protocolError("reason code " + code + " in a client's " + fixed.messageType());
        }
        return (byte) code;
    }

    private static MqttProperties properties(PacketFields fields, Place place, boolean isVersion5) {
        return isVersion5 ? PropertyDecoder.decode(fields, place) : MqttProperties.NO_PROPERTIES;
    }

    private static MqttProperties propertiesIfAny(PacketFields fields, Place place) {
        return fields.left() > 0 ? PropertyDecoder.decode(fields, place) : MqttProperties.NO_PROPERTIES;
    }
}
