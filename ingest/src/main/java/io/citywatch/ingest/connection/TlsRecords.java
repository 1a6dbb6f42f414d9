package io.citywatch.ingest.connection;

import io.citywatch.ingest.codec.PacketRoom;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

/**
 * Follows the records of TLS (RFC 8446, 5.1) before they are read, since a record of which a part is still to come is kept until
 * the rest is there: it asks for {@link PacketRoom}, and ends a connection that announces more than a record may have.
 */
public final class TlsRecords extends ChannelInboundHandlerAdapter {
    public static final String NAME = "tls-records";

    /** Type and version; the length follows. */
    private static final int BYTES_BEFORE_LENGTH = 3;

    private static final int HEADER_BYTES = 5;

    /** What a record of TLS 1.2 may have behind its header (RFC 5246, 6.2.3); one of TLS 1.3 has less. */
    private static final int LONGEST = (1 << 14) + 2048;

    private final MqttConnection connection;
    private final PacketRoom room;
    private int ofHeader;
    private int length;
    private int left;

    /** One for a connection at its first record. */
    public TlsRecords(MqttConnection connection, PacketRoom room) {
        this.connection = connection;
        this.room = room;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        follow(bytes);
        if (length > LONGEST) {
            ReferenceCountUtil.release(message);
            connection.refuse(Refusal.MALFORMED_PACKET);
            connection.end(Ending.MALFORMED_PACKET);
            return;
        }
        if (left == 0) {
            room.giveBack();
        } else {
            room.keep(Math.max(bytes.capacity(), ctx.alloc().calculateNewCapacity(length, Integer.MAX_VALUE)));
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        room.giveBack();
    }

    private void follow(ByteBuf bytes) {
        int at = bytes.readerIndex();
        int end = bytes.writerIndex();
        while (at < end && length <= LONGEST) {
            if (left > 0) {
                int here = Math.min(left, end - at);
                left -= here;
                at += here;
            } else {
                at = header(bytes, at);
            }
        }
    }

    /** Takes one more byte of a header. */
    private int header(ByteBuf bytes, int at) {
        if (ofHeader >= BYTES_BEFORE_LENGTH) {
            length = length << Byte.SIZE | bytes.getUnsignedByte(at);
        } else {
            length = 0;
        }
        ofHeader++;
        if (ofHeader == HEADER_BYTES) {
            ofHeader = 0;
            left = length;
        }
        return at + 1;
    }
}
