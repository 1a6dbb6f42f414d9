package io.citywatch.ingest.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection on which no whole packet has come for one and a half times the keep-alive interval (MQTT 5, 3.1.2.10).
 * Bytes that never become a packet do not count. Silence is not held against a client from which we do not read.
 */
public final class KeepAliveHandler extends ChannelInboundHandlerAdapter {
    public static final String NAME = "keep-alive";

    private final MqttConnection connection;
    private final ReadGate gate;
    private long patienceNanos;
    private long lastHeardNanos;
    private boolean heard;
    private @Nullable Future<?> check;

    public KeepAliveHandler(MqttConnection connection) {
        this.connection = connection;
        this.gate = connection.gate();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ConnectHandler.LoggedIn.EVENT) {
            patienceNanos = TimeUnit.SECONDS.toNanos(connection.login().limits().keepAliveSeconds()) * 3 / 2;
            lastHeardNanos = now(ctx);
            checkAfter(ctx, patienceNanos);
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object packet) {
        heard = true;
        ctx.fireChannelRead(packet);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (heard) {
            heard = false;
            lastHeardNanos = now(ctx);
        }
        ctx.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        Future<?> pending = check;
        if (pending != null) {
            pending.cancel(false);
        }
        ctx.fireChannelInactive();
    }

    private void check(ChannelHandlerContext ctx) {
        if (gate.isClosed()) {
            lastHeardNanos = now(ctx);
        }
        long left = lastHeardNanos + patienceNanos - now(ctx);
        if (left <= 0) {
            connection.end(Ending.KEEP_ALIVE_TIMEOUT);
        } else {
            checkAfter(ctx, left);
        }
    }

    private void checkAfter(ChannelHandlerContext ctx, long nanos) {
        check = ctx.executor().schedule(() -> check(ctx), nanos, TimeUnit.NANOSECONDS);
    }

    private static long now(ChannelHandlerContext ctx) {
        return ctx.executor().ticker().nanoTime();
    }
}
