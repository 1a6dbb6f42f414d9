package io.citywatch.ingest.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.List;

/**
 * Makes WebSocket frames of a client's bytes (RFC 6455, 5).
 *
 * <p>It stands in the place of Netty's decoder, which keeps a frame until all of it is there, and so needs a bound on its length
 * and memory for it. A frame may hold as many packets as its sender likes; here what has come of it goes on at once, as a binary
 * frame of its own, and the packets in it are kept by the one who reads packets.
 */
final class WebSocketFrames extends ByteToMessageDecoder {
    static final String NAME = "websocket-frames";

    private static final int FINAL = 0x80;
    private static final int RESERVED = 0x70;
    private static final int OPCODE = 0x0F;
    private static final int MASKED = 0x80;
    private static final int LENGTH = 0x7F;

    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private static final int LENGTH_IN_TWO_BYTES = 126;
    private static final int LENGTH_IN_EIGHT_BYTES = 127;
    private static final int SHORTEST_HEADER = 2;
    private static final int MASK_BYTES = 4;

    /** Of the frame that is read: what is still to come, and the mask from there on. */
    private long left;

    private int mask;

    /** Whether the last frame of data said that others continue it. */
    private boolean continues;

    private boolean broken;

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (broken) {
            in.skipBytes(in.readableBytes());
        } else if (left > 0) {
            int bytes = (int) Math.min(left, in.readableBytes());
            left -= bytes;
            out.add(new BinaryWebSocketFrame(unmasked(in.readRetainedSlice(bytes))));
        } else {
            header(ctx, in, out);
        }
    }

    private void header(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        int start = in.readerIndex();
        if (in.readableBytes() < SHORTEST_HEADER) {
            return;
        }
        int first = in.getUnsignedByte(start);
        int second = in.getUnsignedByte(start + 1);
        int opcode = first & OPCODE;
        boolean isControl = opcode >= CLOSE;
        if ((first & RESERVED) != 0 || (second & MASKED) == 0) {
            throw broken(ctx, "a reserved bit, or no mask");
        }
        if (isControl ? opcode > PONG : opcode > BINARY || (opcode == CONTINUATION) != continues) {
            throw broken(ctx, "opcode " + opcode + " has no place here");
        }
        if (isControl && ((first & FINAL) == 0 || (second & LENGTH) >= LENGTH_IN_TWO_BYTES)) {
            throw broken(ctx, "a control frame in parts, or of more than 125 bytes");
        }
        int lengthBytes =
                switch (second & LENGTH) {
                    case LENGTH_IN_TWO_BYTES -> Short.BYTES;
                    case LENGTH_IN_EIGHT_BYTES -> Long.BYTES;
                    default -> 0;
                };
        int headerBytes = SHORTEST_HEADER + lengthBytes + MASK_BYTES;
        if (in.readableBytes() < headerBytes + (isControl ? second & LENGTH : 0)) {
            return;
        }
        long length =
                switch (lengthBytes) {
                    case Short.BYTES -> in.getUnsignedShort(start + SHORTEST_HEADER);
                    case Long.BYTES -> in.getLong(start + SHORTEST_HEADER);
                    default -> second & LENGTH;
                };
        if (length < 0) {
            throw broken(ctx, "a length of more than 63 bits");
        }
        mask = in.getInt(start + headerBytes - MASK_BYTES);
        in.skipBytes(headerBytes);
        if (isControl) {
            out.add(control(opcode, unmasked(in.readRetainedSlice((int) length))));
            return;
        }
        continues = (first & FINAL) == 0;
        left = length;
        if (opcode == TEXT) {
            out.add(new TextWebSocketFrame());
        }
    }

    private static WebSocketFrame control(int opcode, ByteBuf content) {
        return switch (opcode) {
            case PING -> new PingWebSocketFrame(content);
            case PONG -> new PongWebSocketFrame(content);
            default -> new CloseWebSocketFrame(true, 0, content);
        };
    }

    /** The next bytes of the frame, in their own place. */
    private ByteBuf unmasked(ByteBuf bytes) {
        int at = bytes.readerIndex();
        int end = bytes.writerIndex();
        for (; end - at >= Integer.BYTES; at += Integer.BYTES) {
            bytes.setInt(at, bytes.getInt(at) ^ mask);
        }
        for (; at < end; at++) {
            bytes.setByte(at, bytes.getByte(at) ^ mask >>> (Integer.SIZE - Byte.SIZE));
            mask = Integer.rotateLeft(mask, Byte.SIZE);
        }
        return bytes;
    }

    /** After it nobody knows where the next frame begins. */
    private CorruptedWebSocketFrameException broken(ChannelHandlerContext ctx, String what) {
        broken = true;
        ctx.channel().writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.PROTOCOL_ERROR, what));
        return new CorruptedWebSocketFrameException(WebSocketCloseStatus.PROTOCOL_ERROR, what);
    }
}
