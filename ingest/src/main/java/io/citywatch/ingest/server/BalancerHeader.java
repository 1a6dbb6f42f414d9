package io.citywatch.ingest.server;

import io.citywatch.ingest.connection.MqttConnection;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import org.jspecify.annotations.Nullable;

/**
 * Takes from the header of the PROXY protocol, which a balancer puts before all that a client sends, from where the client comes.
 * Who begins otherwise is closed. A balancer that looks whether we are alive tells no address.
 */
final class BalancerHeader extends SimpleChannelInboundHandler<HAProxyMessage> {
    static final String NAME = "balancer-header";

    private final MqttConnection connection;

    BalancerHeader(MqttConnection connection) {
        this.connection = connection;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HAProxyMessage header) {
        @Nullable String address = header.sourceAddress();
        if (address != null) {
            connection.comesFrom(address);
        }
        ctx.pipeline().remove(this);
    }

    /** The bytes are no such header. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
