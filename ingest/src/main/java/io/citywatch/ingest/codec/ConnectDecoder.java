package io.citywatch.ingest.codec;

import io.citywatch.ingest.codec.PropertyRule.Place;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttVersion;

/** Reads a CONNECT (3.1.1, 3.1; MQTT 5, 3.1). */
final class ConnectDecoder {
    private static final String NAME = MqttVersion.MQTT_5.protocolName();

    private static final int RESERVED = 0x01;
    private static final int CLEAN_START = 0x02;
    private static final int WILL = 0x04;
    private static final int WILL_QOS_SHIFT = 3;
    private static final int QOS_BITS = 0x03;
    private static final int WILL_RETAIN = 0x20;
    private static final int PASSWORD = 0x40;
    private static final int USER_NAME = 0x80;

    private ConnectDecoder() {}

    /** The name and the level at which a CONNECT begins. */
    record Protocol(String name, int level) {
        static Protocol read(PacketFields fields) {
            return new Protocol(fields.text(), fields.oneByte());
        }

        /** The version in whose form the client is answered. */
        MqttVersion answered() {
            return level >= MqttVersion.MQTT_5.protocolLevel() ? MqttVersion.MQTT_5 : MqttVersion.MQTT_3_1_1;
        }

        /** A version that is not spoken here is refused before anything else is read of it (MQTT-3.1.2-2). */
        void check() {
            boolean known =
                    level == MqttVersion.MQTT_3_1_1.protocolLevel() || level == MqttVersion.MQTT_5.protocolLevel();
            if (!known || !name.equals(NAME)) {
                throw PacketFault.unknownProtocol(name, level);
            }
        }
    }

    static MqttConnectMessage decode(MqttFixedHeader fixed, Protocol protocol, PacketFields fields) {
        boolean isVersion5 = protocol.answered() == MqttVersion.MQTT_5;
        int flags = fields.oneByte();
        check(flags, isVersion5);
        int keepAlive = fields.twoBytes();
        MqttProperties properties =
                isVersion5 ? PropertyDecoder.decode(fields, Place.CONNECT) : MqttProperties.NO_PROPERTIES;
        MqttConnectVariableHeader header = new MqttConnectVariableHeader(
                protocol.name,
                protocol.level,
                (flags & USER_NAME) != 0,
                (flags & PASSWORD) != 0,
                (flags & WILL_RETAIN) != 0,
                flags >> WILL_QOS_SHIFT & QOS_BITS,
                (flags & WILL) != 0,
                (flags & CLEAN_START) != 0,
                keepAlive,
                properties);
        String clientId = fields.text();
        MqttProperties willProperties = isVersion5 && header.isWillFlag()
                ? PropertyDecoder.decode(fields, Place.WILL)
                : MqttProperties.NO_PROPERTIES;
        // Evaluated in the order in which they stand.
        MqttConnectPayload payload = new MqttConnectPayload(
                clientId,
                willProperties,
                header.isWillFlag() ? fields.text() : null,
                header.isWillFlag() ? fields.binary() : null,
                header.hasUserName() ? fields.text() : null,
                header.hasPassword() ? fields.binary() : null);
        fields.end();
        return new MqttConnectMessage(fixed, header, payload);
    }

    private static void check(int flags, boolean isVersion5) {
        int willQos = flags >> WILL_QOS_SHIFT & QOS_BITS;
        if ((flags & RESERVED) != 0) {
            throw PacketFault.malformed("the reserved flag is set (MQTT-3.1.2-3)");
        }
        if ((flags & WILL) == 0 && (willQos != 0 || (flags & WILL_RETAIN) != 0)) {
            throw PacketFault.malformed("flags of a will without a will (MQTT-3.1.2-11, MQTT-3.1.2-13)");
        }
        if (willQos > 2) {
            throw PacketFault.malformed("a will of QoS 3 (MQTT-3.1.2-12)");
        }
        if (!isVersion5 && (flags & PASSWORD) != 0 && (flags & USER_NAME) == 0) {
            throw PacketFault.malformed("a password without a user name (3.1.1, MQTT-3.1.2-22)");
        }
    }
}
