package io.citywatch.ingest.codec;

import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.nio.charset.StandardCharsets;

/**
 * A PUBLISH from a client.
 *
 * <p>It stands in the place of Netty's {@code MqttPublishMessage}: that one makes a text of every topic, and keeps the payload
 * in a part of the buffer that was read, which the log can't take. Here both are arrays that whoever takes the packet may
 * keep; there is nothing to release.
 */
public final class PublishPacket extends MqttMessage {
    private static final int QOS_SHIFT = 1;
    private static final int QOS_BITS = 0x03;
    private static final int DUP = 0x08;
    private static final int RETAIN = 0x01;

    /** By the flags of the first byte; the length is of no interest to anybody once a packet is read. */
    private static final MqttFixedHeader[] FIXED = new MqttFixedHeader[16];

    static {
        for (int flags = 0; flags < FIXED.length; flags++) {
            int qos = flags >> QOS_SHIFT & QOS_BITS;
            if (qos <= 2) {
                FIXED[flags] = new MqttFixedHeader(
                        MqttMessageType.PUBLISH, (flags & DUP) != 0, MqttQoS.valueOf(qos), (flags & RETAIN) != 0, 0);
            }
        }
    }

    private final byte[] topic;
    private final int packetId;
    private final MqttProperties properties;
    private final byte[] payload;

    PublishPacket(int flags, byte[] topic, int packetId, MqttProperties properties, byte[] payload) {
        super(FIXED[flags]);
        this.topic = topic;
        this.packetId = packetId;
        this.properties = properties;
        this.payload = payload;
    }

    /** Whether these flags of a PUBLISH's first byte ask for one of the three QoS. */
    static boolean isValid(int flags) {
        return FIXED[flags] != null;
    }

    /** The topic's name as UTF-8, checked; empty when an alias stands for it. */
    public byte[] topic() {
        return topic;
    }

    /** The topic's name. */
    public String topicName() {
        return new String(topic, StandardCharsets.UTF_8);
    }

    /** The packet's identifier; 0 at QoS 0. */
    public int packetId() {
        return packetId;
    }

    public int qos() {
        return fixedHeader().qosLevel().value();
    }

    public boolean isDup() {
        return fixedHeader().isDup();
    }

    public boolean isRetain() {
        return fixedHeader().isRetain();
    }

    /** Those of version 5; none in 3.1.1. */
    public MqttProperties properties() {
        return properties;
    }

    @Override
    public byte[] payload() {
        return payload;
    }
}
