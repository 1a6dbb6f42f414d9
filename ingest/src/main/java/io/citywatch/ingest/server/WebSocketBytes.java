package io.citywatch.ingest.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket08FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of MQTT in binary WebSocket frames (MQTT 5, 6): a frame may hold a part of a packet or several. Frames of text, and
 * clients that do not ask for the subprotocol {@code mqtt}, are sent away; so are HTTP requests that want something else.
 */
final class WebSocketBytes extends ChannelDuplexHandler {
    static final String NAME = "websocket-bytes";
    /** Where clients open a WebSocket. */
    static final String PATH = "/mqtt";
    /** What they have to say that they speak there. */
    static final String SUBPROTOCOL = "mqtt";

    private static final byte[] HINT = ("MQTT over WebSocket is at " + PATH + ", with the subprotocol " + SUBPROTOCOL
                    + ".\n")
            .getBytes(StandardCharsets.UTF_8);

    private boolean open;

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof HandshakeComplete handshake) {
            open = SUBPROTOCOL.equals(handshake.selectedSubprotocol());
            if (open) {
                readAsItComes(ctx.pipeline());
            } else {
                close(ctx, WebSocketCloseStatus.PROTOCOL_ERROR, "subprotocol mqtt expected");
            }
            return;
        }
        ctx.fireUserEventTriggered(event);
    }

    /** All versions of the protocol but the first draft, which nobody speaks, have the same frames. */
    private static void readAsItComes(ChannelPipeline pipeline) {
        if (pipeline.get(WebSocket08FrameDecoder.class) != null) {
            pipeline.replace(WebSocket08FrameDecoder.class, WebSocketFrames.NAME, new WebSocketFrames());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof FullHttpRequest request) {
            request.release();
            if (request.decoderResult().isSuccess()) {
                answer(ctx);
            } else {
                // It only began as a request does; whoever sent it would make nothing of an answer, nor of the closing
                // frame
                // that the handler between would send.
                ctx.pipeline().context(MqttPipeline.HTTP).close();
            }
        } else if (open && (message instanceof BinaryWebSocketFrame || message instanceof ContinuationWebSocketFrame)) {
            ctx.fireChannelRead(((WebSocketFrame) message).content());
        } else {
            ReferenceCountUtil.release(message);
            if (open) {
                open = false;
                close(ctx, WebSocketCloseStatus.INVALID_MESSAGE_TYPE, "binary frames expected");
            }
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ctx.write(message instanceof ByteBuf bytes ? new BinaryWebSocketFrame(bytes) : message, promise);
    }

    private static void close(ChannelHandlerContext ctx, WebSocketCloseStatus status, String reason) {
        ctx.writeAndFlush(new CloseWebSocketFrame(status, reason)).addListener(ChannelFutureListener.CLOSE);
    }

    /** A request that opens no WebSocket here. */
    private static void answer(ChannelHandlerContext ctx) {
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.NOT_FOUND, Unpooled.wrappedBuffer(HINT));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .setInt(HttpHeaderNames.CONTENT_LENGTH, HINT.length)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
}
