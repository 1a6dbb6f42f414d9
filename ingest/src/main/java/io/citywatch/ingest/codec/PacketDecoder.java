package io.citywatch.ingest.codec;

import io.citywatch.ingest.codec.ConnectDecoder.Protocol;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageFactory;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.util.AttributeKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes packets of a client's bytes, as Netty's message types and {@link PublishPacket}.
 *
 * <p>It stands in the place of Netty's {@code MqttDecoder}, which is final, forgets a property that comes twice, replaces what
 * is not UTF-8, and looks at few of the reserved bits. A packet is decoded when all of it is there; one that is too long is
 * turned away by its fixed header. The first bad packet goes on as an invalid message with its {@link PacketFault}; what
 * follows it is dropped unread, since nobody knows where the next packet begins.
 *
 * <p>A large packet of which a part is still to come is kept only as far as there is {@link PacketRoom} for it.
 */
public final class PacketDecoder extends ByteToMessageDecoder {
    /** The version of the client's CONNECT, also where it was refused for it. Netty's encoder writes in this version. */
    public static final AttributeKey<MqttVersion> VERSION = AttributeKey.valueOf("NETTY_CODEC_MQTT_VERSION");

    private static final int CONTINUES = 0x80;
    private static final int LOWER_BITS = 0x7F;
    private static final int BITS = 7;
    private static final int LONGEST_LENGTH = 4;
    private static final int SHORTEST_HEADER = 2;

    private static final int TYPE_SHIFT = 4;
    private static final int FLAGS = 0x0F;
    private static final int PUBLISH = MqttMessageType.PUBLISH.value();

    /** The flags of PUBREL, SUBSCRIBE and UNSUBSCRIBE; those of all others but PUBLISH are 0 (MQTT 5, 2.1.3). */
    private static final int RESERVED_FLAGS = 0x02;

    /** Packets up to this length are not asked for, while they are in a buffer of the size that is read into at first. */
    private static final int SMALL_BYTES = 1024;

    private static final int USUAL_READ_BYTES = 2048;

    private final int maxPacketBytes;
    private final PacketRoom room;
    private @Nullable MqttVersion version;
    private boolean broken;

    /** A decoder for one connection that takes packets up to that length, with their fixed headers. */
    public PacketDecoder(int maxPacketBytes, PacketRoom room) {
        this.maxPacketBytes = maxPacketBytes;
        this.room = room;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (broken) {
            in.skipBytes(in.readableBytes());
            return;
        }
        int start = in.readerIndex();
        int available = in.readableBytes();
        @Nullable MqttFixedHeader fixed = null;
        try {
            int headerBytes = 1;
            int length = 0;
            int next;
            do {
                if (headerBytes > LONGEST_LENGTH) {
                    throw PacketFault.malformed("a length of more than four bytes");
                }
                if (available <= headerBytes) {
                    return;
                }
                next = in.getUnsignedByte(start + headerBytes);
                length |= (next & LOWER_BITS) << (BITS * (headerBytes - 1));
                headerBytes++;
            } while ((next & CONTINUES) != 0);
            boolean isOverlong = next == 0 && headerBytes > SHORTEST_HEADER;
            if (isOverlong && version == MqttVersion.MQTT_5) {
                throw overlong();
            }
            int first = in.getUnsignedByte(start);
            if (first >> TYPE_SHIFT != PUBLISH) {
                fixed = fixedHeader(first, length);
            } else if (!PublishPacket.isValid(first & FLAGS)) {
                throw PacketFault.malformed("QoS 3 (MQTT-3.3.1-4)");
            }
            if (headerBytes + length > maxPacketBytes) {
                throw PacketFault.tooLarge(headerBytes + length);
            }
            if (available < headerBytes + length) {
                keep(ctx, headerBytes + length, in.capacity());
                return;
            }
            room.giveBack();
            in.skipBytes(headerBytes);
            PacketFields fields = new PacketFields(in, length);
            out.add(
                    fixed == null
                            ? BodyDecoder.publish(first & FLAGS, fields, version == MqttVersion.MQTT_5)
                            : packet(ctx, fixed, fields, isOverlong));
        } catch (PacketFault fault) {
            broken = true;
            room.giveBack();
            in.skipBytes(in.readableBytes());
            out.add(MqttMessageFactory.newInvalidMessage(fixed, null, fault));
        }
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) {
        room.giveBack();
    }

    /** A part of a packet of that length is still to come; what has come is in a buffer of that capacity. */
    private void keep(ChannelHandlerContext ctx, int packetBytes, int capacity) {
        if (packetBytes > SMALL_BYTES || capacity > USUAL_READ_BYTES) {
            room.keep(Math.max(capacity, ctx.alloc().calculateNewCapacity(packetBytes, Integer.MAX_VALUE)));
        }
    }

    private MqttMessage packet(
            ChannelHandlerContext ctx, MqttFixedHeader fixed, PacketFields fields, boolean isOverlong) {
        if (fixed.messageType() != MqttMessageType.CONNECT || version != null) {
            return BodyDecoder.decode(fixed, fields, version == MqttVersion.MQTT_5);
        }
        Protocol protocol = Protocol.read(fields);
        MqttVersion answered = protocol.answered();
        version = answered;
        ctx.channel().attr(VERSION).set(answered);
        protocol.check();
        if (isOverlong && answered == MqttVersion.MQTT_5) {
            throw overlong();
        }
        return ConnectDecoder.decode(fixed, protocol, fields);
    }

    /** Version 3.1.1 does not forbid it. */
    private static PacketFault overlong() {
        return PacketFault.malformed("a length of more bytes than it needs (MQTT-1.5.5-1)");
    }

    /** The fixed header of any packet but PUBLISH. */
    private static MqttFixedHeader fixedHeader(int first, int length) {
        int type = first >> TYPE_SHIFT;
        int flags = first & FLAGS;
        if (type == 0) {
            throw PacketFault.malformed("packet type 0");
        }
        MqttMessageType messageType = MqttMessageType.valueOf(type);
        if (flags != reservedFlags(messageType)) {
            throw PacketFault.malformed("flags of a " + messageType + " (MQTT-2.1.3-1)");
        }
        MqttQoS asQos = flags == 0 ? MqttQoS.AT_MOST_ONCE : MqttQoS.AT_LEAST_ONCE;
        return new MqttFixedHeader(messageType, false, asQos, false, length);
    }

    private static int reservedFlags(MqttMessageType type) {
        return switch (type) {
            case PUBREL, SUBSCRIBE, UNSUBSCRIBE -> RESERVED_FLAGS;
            default -> 0;
        };
    }
}
