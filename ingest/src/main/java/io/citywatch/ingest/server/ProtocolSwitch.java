package io.citywatch.ingest.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Looks at a connection's first byte and gives it the handlers of what it speaks. A WebSocket begins with an HTTP request,
 * {@code GET}; no MQTT packet that may come first begins with that letter.
 */
final class ProtocolSwitch extends ByteToMessageDecoder {
    static final String NAME = "protocol-switch";

    private static final byte FIRST_OF_GET = 'G';

    private final Runnable mqtt;
    private final Runnable webSocket;

    ProtocolSwitch(Runnable mqtt, Runnable webSocket) {
        this.mqtt = mqtt;
        this.webSocket = webSocket;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (!in.isReadable()) {
            return;
        }
        (in.getByte(in.readerIndex()) == FIRST_OF_GET ? webSocket : mqtt).run();
        // Hands what has been read to the handlers that have just been added.
        ctx.pipeline().remove(this);
    }

    /** TLS could not be agreed upon, or the peer has reset the connection. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
