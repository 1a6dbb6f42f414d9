package io.citywatch.ingest.connection;

import io.citywatch.ingest.codec.PublishPacket;
import io.citywatch.ingest.log.InFlightBytes;
import io.citywatch.ingest.metrics.GatewayMeter;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Lets packets through, or holds them and stops reading.
 *
 * <p>It closes for any of the {@link Reason}s and opens when none is left. While it is closed nothing is read from the socket,
 * so that TCP slows the client down, and what had been read already is held here, in order: at most one read's worth of
 * bytes. For {@link Reason#LOG_FULL} it closes itself, before the message that would be too much; a client that publishes
 * nothing is not held up and has its pings answered while the log is away.
 */
public final class ReadGate extends ChannelInboundHandlerAdapter {
    public static final String NAME = "read-gate";

    /** Why reading stops. */
    enum Reason {
        /** Too much is under way to the log, over all connections. */
        LOG_FULL,
        /** Too much is under way to the log from this connection. */
        CONNECTION_FULL,
        /** The memory for large packets of which a part is still to come is used up, over all connections. */
        PACKETS_FULL,
        /** The client sends more a second than it may. */
        RATE,
        /** The client does not read what is sent to it. */
        UNREAD_OUTPUT,
        /** The server shuts down. */
        SHUTDOWN;

        private final int bit = 1 << ordinal();
        private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private final MqttConnection connection;
    private final InFlightBytes inFlight;
    private final PacketMemory packets;
    private int reasons;
    /** For what it waits to be told that there is room. */
    private int awaited;

    private boolean draining;
    private @Nullable ArrayDeque<Object> held;

    ReadGate(MqttConnection connection, PacketMemory packets) {
        this.connection = connection;
        this.packets = packets;
        this.inFlight = connection.services().uplink().inFlight();
    }

    boolean isClosed() {
        return reasons != 0;
    }

    /** Whether it is closed, and not for that reason alone. */
    boolean isClosedNotOnlyFor(Reason reason) {
        return (reasons & ~reason.bit) != 0;
    }

    /** Closes it for a reason; false when it was closed for that one already, or the connection is over. */
    boolean close(Reason reason) {
        if ((reasons & reason.bit) != 0 || connection.isOver()) {
            return false;
        }
        if (reasons == 0) {
            connection.channel().config().setAutoRead(false);
            connection.services().meters().adder(GatewayMeter.PAUSED).increment();
        }
        reasons |= reason.bit;
        connection.services().meters().count(GatewayMeter.PAUSES, reason.text);
        if (reason == Reason.LOG_FULL) {
            openWhenRoom(inFlight, reason);
        } else if (reason == Reason.PACKETS_FULL) {
            openWhenRoom(packets.ofClients(), reason);
        }
        return true;
    }

    void open(Reason reason) {
        if ((reasons & reason.bit) == 0) {
            return;
        }
        reasons &= ~reason.bit;
        if (reasons == 0) {
            connection.services().meters().adder(GatewayMeter.PAUSED).decrement();
            letHeldThrough();
        }
        if (reasons == 0) {
            connection.channel().config().setAutoRead(true);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object packet) {
        if (connection.isOver()) {
            ReferenceCountUtil.release(packet);
            return;
        }
        if (reasons == 0 && !draining && mayPass(packet)) {
            ctx.fireChannelRead(packet);
            return;
        }
        ArrayDeque<Object> queue = held;
        if (queue == null) {
            queue = new ArrayDeque<>();
            held = queue;
        }
        queue.add(packet);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        releaseHeld();
        if (reasons != 0) {
            reasons = 0;
            connection.services().meters().adder(GatewayMeter.PAUSED).decrement();
        }
        ctx.fireChannelInactive();
    }

    private boolean mayPass(Object packet) {
        if (packet instanceof PublishPacket && inFlight.isFull()) {
            close(Reason.LOG_FULL);
            return false;
        }
        return true;
    }

    private void openWhenRoom(InFlightBytes bytes, Reason reason) {
        if ((awaited & reason.bit) == 0) {
            awaited |= reason.bit;
            bytes.whenRoom(() -> connection.channel().eventLoop().execute(() -> {
                awaited &= ~reason.bit;
                open(reason);
            }));
        }
    }

    private void letHeldThrough() {
        ArrayDeque<Object> queue = held;
        if (queue == null || draining) {
            return;
        }
        ChannelHandlerContext ctx = connection.channel().pipeline().context(this);
        if (ctx == null) {
            releaseHeld();
            return;
        }
        draining = true;
        try {
            while (reasons == 0 && !queue.isEmpty() && mayPass(queue.element())) {
                ctx.fireChannelRead(queue.remove());
            }
        } finally {
            draining = false;
        }
        if (queue.isEmpty()) {
            held = null;
        }
        ctx.fireChannelReadComplete();
    }

    private void releaseHeld() {
        ArrayDeque<Object> queue = held;
        if (queue != null) {
            queue.forEach(ReferenceCountUtil::release);
            held = null;
        }
    }
}
