package io.citywatch.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * One MQTT 3.1.1 connection that publishes with QoS 1.
 *
 * <p>It writes and reads the few packets it needs by hand, so that the generator takes as little as possible of the machine
 * that it shares with the server. All methods but the counters belong to the event loop.
 */
final class LoadConnection extends ByteToMessageDecoder {
    private static final int CONNACK = 0x20;
    private static final int PUBACK = 0x40;
    private static final int PUBLISH_QOS_1 = 0x32;
    private static final int LENGTH_OF_ANSWERS = 4;
    private static final int LARGEST_PACKET_ID = 65_535;
    /** How much is written before a flush. */
    private static final int BATCH = 64;

    private final int index;
    private final int window;
    /** How many packet identifiers are used in turn; acknowledgements come in the order of the messages. */
    private final int identifiers;

    private final LoadMessages messages;
    private final Promise<Void> accepted = ImmediateEventExecutor.INSTANCE.newPromise();

    private @Nullable ChannelHandlerContext context;
    private final Latencies latencies;
    private volatile long published;
    private volatile long acknowledged;
    /** In the closed loop; at a rate there is {@link #pace}. */
    private boolean running;

    private @Nullable ScheduledFuture<?> pace;

    LoadConnection(int index, int window, LoadMessages messages, Histogram latencyMicros) {
        this.index = index;
        this.window = window;
        this.messages = messages;
        identifiers = Math.min(2 * window, LARGEST_PACKET_ID);
        latencies = new Latencies(latencyMicros, identifiers);
    }

    /** Done when the server has accepted the connection. */
    Future<Void> accepted() {
        return accepted;
    }

    long published() {
        return published;
    }

    long acknowledged() {
        return acknowledged;
    }

    void execute(Runnable task) {
        context().executor().execute(task);
    }

    void fillWindow() {
        stop();
        running = true;
        publish(window - inFlight());
    }

    /**
     * Publishes at a rate what has come together in an interval, as a concentrator does, from the end of the first one after the delay.
     *
     * <p>A message is due at the end of its interval, whenever it can be sent: what is sent late has waited as long.
     */
    void pace(double rate, Duration delay, Duration interval) {
        stop();
        long nanos = interval.toNanos();
        double ofInterval = rate * nanos / 1e9;
        long start = System.nanoTime() + delay.toNanos();
        long before = published;
        pace = context()
                .executor()
                .scheduleAtFixedRate(
                        () -> {
                            long intervals = (System.nanoTime() - start) / nanos;
                            long due = before + (long) (intervals * ofInterval);
                            int count = (int) Math.min(due - published, window - inFlight());
                            for (long n = published; n < published + count; n++) {
                                latencies.due(
                                        packetId(n), start + nanos * (long) Math.ceil((n + 1 - before) / ofInterval));
                            }
                            publish(count);
                        },
                        delay.toNanos() + nanos,
                        nanos,
                        TimeUnit.NANOSECONDS);
    }

    void stop() {
        running = false;
        if (pace != null) {
            pace.cancel(false);
            pace = null;
        }
    }

    private int inFlight() {
        return (int) (published - acknowledged);
    }

    private void publish(int count) {
        if (count <= 0) {
            return;
        }
        ChannelHandlerContext ctx = context();
        ByteBuf batch = ctx.alloc().buffer(count * 160);
        long n = published;
        long now = System.currentTimeMillis();
        for (int i = 0; i < count; i++) {
            writePublish(n + i, now, batch);
        }
        published = n + count;
        ctx.writeAndFlush(batch, ctx.voidPromise());
    }

    private void writePublish(long n, long millis, ByteBuf out) {
        byte[] topic = messages.topic(index, n);
        int header = out.writerIndex();
        // The remaining length is always written with two bytes, which holds for 128 to 16,383.
        out.writeByte(PUBLISH_QOS_1).writeShort(0);
        out.writeShort(topic.length).writeBytes(topic).writeShort(packetId(n));
        messages.writePayload(index, n, millis, out);
        int remaining = out.writerIndex() - header - 3;
        out.setByte(header + 1, remaining & 0x7f | 0x80).setByte(header + 2, remaining >>> 7);
    }

    private int packetId(long n) {
        return (int) (n % identifiers) + 1;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        ByteBuf body = ctx.alloc().buffer();
        writeText("MQTT", body);
        body.writeByte(4).writeByte(0xc2).writeShort(0);
        writeText("load-" + index, body);
        writeText(messages.userName(index), body);
        writeText(messages.password(index), body);
        ByteBuf packet = ctx.alloc().buffer();
        packet.writeByte(0x10)
                .writeByte(body.readableBytes() & 0x7f | 0x80)
                .writeByte(body.readableBytes() >>> 7)
                .writeBytes(body);
        body.release();
        ctx.writeAndFlush(packet);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        int acks = 0;
        while (in.readableBytes() >= LENGTH_OF_ANSWERS) {
            int type = in.readUnsignedByte() & 0xf0;
            int length = in.readUnsignedByte();
            int value = in.readUnsignedShort();
            if (type == PUBACK && length == 2) {
                acks++;
                if (pace != null) {
                    latencies.acknowledged(value);
                }
            } else if (type == CONNACK && length == 2 && (value & 0xff) == 0) {
                accepted.trySuccess(null);
            } else {
                fail(new IllegalStateException("an unexpected answer of type 0x" + Integer.toHexString(type) + " with "
                        + Integer.toHexString(value)));
                ctx.close();
                return;
            }
        }
        if (acks > 0) {
            acknowledged += acks;
            if (running && window - inFlight() >= Math.min(BATCH, window)) {
                publish(window - inFlight());
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(cause);
        ctx.close();
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) {
        fail(new IllegalStateException("the server closed the connection"));
    }

    private void fail(Throwable cause) {
        stop();
        accepted.tryFailure(cause);
    }

    private ChannelHandlerContext context() {
        if (context == null) {
            throw new IllegalStateException("not connected");
        }
        return context;
    }

    /** From the time at which a message was due to its acknowledgement, by packet identifier. */
    private static final class Latencies {
        private final Histogram micros;
        /** Small: what the collector has to copy stops the generator, and counts as a wait for the server. */
        private final long[] dueNanos;

        Latencies(Histogram micros, int identifiers) {
            this.micros = micros;
            dueNanos = new long[identifiers + 1];
        }

        void due(int packetId, long nanos) {
            dueNanos[packetId] = nanos;
        }

        void acknowledged(int packetId) {
            micros.recordValue(Math.max(0, (System.nanoTime() - dueNanos[packetId]) / 1000));
        }
    }

    private static void writeText(String text, ByteBuf out) {
        out.writeShort(ByteBufUtil.utf8Bytes(text));
        out.writeCharSequence(text, StandardCharsets.UTF_8);
    }
}
