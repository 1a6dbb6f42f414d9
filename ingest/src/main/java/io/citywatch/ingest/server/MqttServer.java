package io.citywatch.ingest.server;

import io.citywatch.ingest.connection.MqttConnection;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for MQTT clients and keeps track of their connections. */
public final class MqttServer {
    private static final Logger log = LoggerFactory.getLogger(MqttServer.class);

    /** A district whose power is back connects all at once; the kernel holds that many until we come to them. */
    private static final int BACKLOG = 4096;

    private final MqttPipeline pipeline;
    private final int maxConnections;
    private final Runnable refused;
    private final Set<MqttConnection> connections = ConcurrentHashMap.newKeySet();
    private final Strangers strangers = new Strangers();
    private final EventLoopGroup acceptor;
    private final EventLoopGroup workers;
    private final Transport transport;

    /**
     * A server that does not listen yet.
     *
     * @param pipeline what connections get
     * @param maxConnections how many there are at a time; for one more the oldest gives way that has not logged in, and if all
     *     have, the new one is closed at once
     * @param refused told of each that is
     */
    public MqttServer(MqttPipeline pipeline, int maxConnections, Runnable refused) {
        this.pipeline = pipeline;
        this.maxConnections = maxConnections;
        this.refused = refused;
        transport = Transport.best();
        acceptor = transport.eventLoops("gateway-accept", 1);
        workers = transport.eventLoops("gateway", Runtime.getRuntime().availableProcessors());
    }

    /**
     * Opens a port; 0 is any free one.
     *
     * @param tls what clients on this port have to speak below MQTT; null: nothing
     * @throws IOException when that can't be; the message names address and port
     */
    public Channel listen(String address, int port, @Nullable ServerTls tls) throws IOException, InterruptedException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(acceptor, workers)
                .channel(transport.serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel, tls);
                    }
                });
        transport.dropHalfOpen(bootstrap);
        ChannelFuture bound = bootstrap.bind(address, port).await();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "can't listen on " + address + ":" + port + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        log.atInfo()
                .addKeyValue("address", address)
                .addKeyValue("port", port(bound.channel()))
                .addKeyValue("transport", transport)
                .addKeyValue("tls", tls != null)
                .log("listening for MQTT");
        return bound.channel();
    }

    /** The port on which a channel listens. */
    public static int port(Channel channel) {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** Does something with every open connection. */
    public void forEach(Consumer<MqttConnection> action) {
        connections.forEach(action);
    }

    /** Ends all connections that are still open, waits for that, and stops the threads. */
    public void close(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        // All are told before any is waited for: one that does not listen keeps no other from hearing of it.
        List<ChannelFuture> ends =
                connections.stream().map(MqttConnection::shutDown).toList();
        for (ChannelFuture end : ends) {
            end.await(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
        acceptor.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        workers.shutdownGracefully(0, 1, TimeUnit.SECONDS).await(2, TimeUnit.SECONDS);
    }

    private void accept(Channel channel, @Nullable ServerTls tls) {
        if (connections.size() >= maxConnections) {
            MqttConnection oldest = strangers.takeOldest();
            if (oldest == null) {
                refused.run();
                channel.close();
                return;
            }
            oldest.giveWay();
        }
        MqttConnection connection = pipeline.install(channel, tls == null ? null : tls.context());
        connections.add(connection);
        strangers.add(connection);
        connection.onceLoggedIn(() -> strangers.remove(connection));
        channel.closeFuture().addListener(closed -> {
            strangers.remove(connection);
            connections.remove(connection);
        });
    }
}
