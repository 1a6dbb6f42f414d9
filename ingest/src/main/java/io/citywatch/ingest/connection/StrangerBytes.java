package io.citywatch.ingest.connection;

import io.citywatch.ingest.log.InFlightBytes;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

/**
 * Counts what one sends who has not logged in. Whatever it is, a part of a handshake, of a TLS record, of a request or of a
 * CONNECT, some handler may have to keep it until the rest is there.
 *
 * <p>A little is free; the rest takes its part of {@link PacketMemory}, and who finds none left is turned away: nobody needs
 * much to log in. It stands before all other handlers, and is removed by the log-in.
 */
public final class StrangerBytes extends ChannelInboundHandlerAdapter {
    public static final String NAME = "stranger-bytes";

    /** As much as a CONNECT or a TLS handshake without client certificates needs. */
    private static final int FREE_BYTES = 2048;

    private final MqttConnection connection;
    private final InFlightBytes memory;
    private int received;
    private int kept;

    /** One for a connection that was just accepted. */
    public StrangerBytes(MqttConnection connection, PacketMemory memory) {
        this.connection = connection;
        this.memory = memory.ofStrangers();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        received += ((ByteBuf) message).readableBytes();
        if (received > FREE_BYTES && received > kept) {
            if (memory.isFull()) {
                ReferenceCountUtil.release(message);
                connection.refuse(Refusal.NO_ROOM);
                return;
            }
            // Buffers in which something is gathered grow by doubling.
            int more = ctx.alloc().calculateNewCapacity(received, Integer.MAX_VALUE) - kept;
            memory.add(more);
            kept += more;
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (kept > 0) {
            memory.release(kept);
            kept = 0;
        }
    }
}
