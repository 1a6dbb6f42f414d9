package io.citywatch.ingest.connection;

import io.citywatch.ingest.routing.Delivery;
import io.citywatch.ingest.routing.Publication;
import io.citywatch.ingest.session.Outgoing;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import org.jspecify.annotations.Nullable;

/** Makes the PUBLISH packets for one client, within what it takes. */
final class OutboundPublish {
    /** What an alias adds to a packet: the property, and at most one more byte in each of two lengths. */
    private static final int ALIAS_BYTES = 5;

    private final boolean isVersion5;
    private final long maxPacketBytes;
    private final OutboundAliases aliases;

    OutboundPublish(boolean isVersion5, ClientLimits limits) {
        this.isVersion5 = isVersion5;
        this.maxPacketBytes = limits.maxPacketBytes();
        this.aliases = new OutboundAliases(isVersion5 ? limits.maxTopicAliases() : 0);
    }

    /** The packet, or null when it is longer than the client takes. */
    @Nullable
    MqttPublishMessage packet(Outgoing.Message message, long nowMillis) {
        Delivery delivery = message.delivery();
        Publication publication = delivery.publication();
        MqttProperties properties =
                isVersion5 ? Properties5.ofDelivery(delivery, nowMillis) : MqttProperties.NO_PROPERTIES;
        String topic = publication.topic();
        Integer known = aliases.known(topic);
        if (known != null) {
            return ifItFits(packet(message, "", with(properties, known)));
        }
        MqttPublishMessage packet = ifItFits(packet(message, topic, properties));
        if (packet == null || bytes(packet) + ALIAS_BYTES > maxPacketBytes) {
            return packet;
        }
        // Only now: an alias that the client is told for the first time has to reach it.
        Integer learned = aliases.learn(topic);
        return learned == null ? packet : packet(message, topic, with(properties, learned));
    }

    private @Nullable MqttPublishMessage ifItFits(MqttPublishMessage packet) {
        return bytes(packet) <= maxPacketBytes ? packet : null;
    }

    private static long bytes(MqttPublishMessage packet) {
        MqttPublishVariableHeader header = packet.variableHeader();
        return PacketSize.ofPublish(
                header.topicName(),
                packet.fixedHeader().qosLevel().value(),
                header.properties(),
                packet.content().readableBytes());
    }

    private static MqttPublishMessage packet(Outgoing.Message message, String topic, MqttProperties properties) {
        Delivery delivery = message.delivery();
        return new MqttPublishMessage(
                new MqttFixedHeader(
                        MqttMessageType.PUBLISH,
                        message.duplicate(),
                        MqttQoS.valueOf(delivery.qos()),
                        delivery.retain(),
                        0),
                new MqttPublishVariableHeader(topic, message.packetId(), properties),
                Unpooled.wrappedBuffer(delivery.publication().payload()));
    }

    /** Many subscribers may share the properties that came with the message: they are copied, not added to. */
    private static MqttProperties with(MqttProperties properties, int alias) {
        MqttProperties all = new MqttProperties();
        properties.listAll().forEach(all::add);
        all.add(new IntegerProperty(MqttProperties.TOPIC_ALIAS, alias));
        return all;
    }
}
