package io.citywatch.ingest.connection;

import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.BinaryProperty;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttProperty;
import io.netty.handler.codec.mqtt.MqttProperties.StringPair;
import io.netty.handler.codec.mqtt.MqttProperties.StringProperty;
import io.netty.handler.codec.mqtt.MqttProperties.UserProperties;

/** How many bytes a packet has, known before it is sent: a version 5 client may bound them. */
final class PacketSize {
    private static final int LENGTH_FIELD = 2;
    private static final int PACKET_ID = 2;
    private static final int FLAGS_AND_REASON_CODE = 2;

    private PacketSize() {}

    /** The size of a PUBLISH of version 5, with its fixed header. */
    static long ofPublish(String topic, int qos, MqttProperties properties, int payloadBytes) {
        long propertyBytes = ofProperties(properties);
        long remaining = LENGTH_FIELD
                + ByteBufUtil.utf8Bytes(topic)
                + (qos > 0 ? PACKET_ID : 0)
                + ofVariableByteInteger(propertyBytes)
                + propertyBytes
                + payloadBytes;
        return 1 + ofVariableByteInteger(remaining) + remaining;
    }

    /** The size of a CONNACK of version 5, with its fixed header. */
    static long ofConnAck(MqttProperties properties) {
        long propertyBytes = ofProperties(properties);
        long remaining = FLAGS_AND_REASON_CODE + ofVariableByteInteger(propertyBytes) + propertyBytes;
        return 1 + ofVariableByteInteger(remaining) + remaining;
    }

    /** The size of a SUBACK or UNSUBACK of version 5 with that many codes and no properties, with its fixed header. */
    static long ofCodes(int codes) {
        long remaining = PACKET_ID + ofVariableByteInteger(0) + codes;
        return 1 + ofVariableByteInteger(remaining) + remaining;
    }

    private static long ofProperties(MqttProperties properties) {
        if (properties.isEmpty()) {
            return 0;
        }
        long bytes = 0;
        for (MqttProperty<?> property : properties.listAll()) {
            if (property instanceof UserProperties pairs) {
                for (StringPair pair : pairs.value()) {
                    bytes += 1 + ofText(pair.key) + ofText(pair.value);
                }
            } else if (property instanceof StringProperty text) {
                bytes += 1 + ofText(text.value());
            } else if (property instanceof BinaryProperty binary) {
                bytes += 1 + LENGTH_FIELD + binary.value().length;
            } else if (property instanceof IntegerProperty number) {
                bytes += 1 + ofNumber(number);
            }
        }
        return bytes;
    }

    private static int ofNumber(IntegerProperty number) {
        return switch (number.propertyId()) {
            case MqttProperties.PAYLOAD_FORMAT_INDICATOR, MqttProperties.RETAIN_AVAILABLE -> 1;
            case MqttProperties.TOPIC_ALIAS,
                    MqttProperties.TOPIC_ALIAS_MAXIMUM,
                    MqttProperties.RECEIVE_MAXIMUM,
                    MqttProperties.SERVER_KEEP_ALIVE -> 2;
            case MqttProperties.SUBSCRIPTION_IDENTIFIER -> ofVariableByteInteger(number.value());
            default -> 4;
        };
    }

    private static int ofText(String text) {
        return LENGTH_FIELD + ByteBufUtil.utf8Bytes(text);
    }

    private static int ofVariableByteInteger(long value) {
        int bytes = 1;
        for (long rest = value >> 7; rest > 0; rest >>= 7) {
            bytes++;
        }
        return bytes;
    }
}
