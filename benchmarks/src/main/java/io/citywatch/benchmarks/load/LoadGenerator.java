package io.citywatch.benchmarks.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Publishes messages of QoS 1 over many connections.
 *
 * <p>Either closed loop: each connection keeps its window full, which finds the server's limit; or at a rate: messages are
 * due at fixed times whether or not earlier ones were acknowledged (up to the window), which finds the latency without
 * leaving out the waits that a slow server causes.
 */
public final class LoadGenerator implements AutoCloseable {
    private static final long CONNECT_SECONDS = 20;
    /**
     * How often a connection at a rate sends what is due, one after the other: more often, and the generator, which sends one packet
     * with each system call then, waits for a processor longer than the servers do.
     */
    private static final Duration PACE = Duration.ofMillis(10);

    private final EventLoopGroup group;
    private final List<LoadConnection> connections = new ArrayList<>();
    private final Histogram latencyMicros = new ConcurrentHistogram(TimeUnit.MINUTES.toMicros(10), 3);

    private LoadGenerator(EventLoopGroup group) {
        this.group = group;
    }

    /** Connects and logs in; returns when every connection is accepted. */
    public static LoadGenerator connect(LoadTarget target, LoadMessages messages) throws InterruptedException {
        IoHandlerFactory io = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        LoadGenerator generator = new LoadGenerator(new MultiThreadIoEventLoopGroup(1, io));
        Bootstrap bootstrap = new Bootstrap()
                .group(generator.group)
                .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true);
        try {
            for (int i = 0; i < target.connections(); i++) {
                LoadConnection connection = new LoadConnection(i, target.inFlight(), messages, generator.latencyMicros);
                Channel channel = bootstrap
                        .clone()
                        .handler(new ChannelInitializer<SocketChannel>() {
                            @Override
                            protected void initChannel(SocketChannel newChannel) {
                                newChannel.pipeline().addLast(connection);
                            }
                        })
                        .connect(target.host(), target.port())
                        .sync()
                        .channel();
                if (!connection.accepted().await(CONNECT_SECONDS, TimeUnit.SECONDS)
                        || !connection.accepted().isSuccess()) {
                    channel.close();
                    throw new IllegalStateException(
                            "connection " + i + " was not accepted",
                            connection.accepted().cause());
                }
                generator.connections.add(connection);
            }
        } catch (RuntimeException | InterruptedException e) {
            generator.close();
            throw e;
        }
        return generator;
    }

    /** Keeps every connection's window full until {@link #pause}. */
    public void publishAtFullSpeed() {
        connections.forEach(connection -> connection.execute(connection::fillWindow));
    }

    /** Publishes at a rate over all connections, in messages a second, until {@link #pause}. */
    public void publishAt(double rate) {
        double ofEach = rate / connections.size();
        for (int i = 0; i < connections.size(); i++) {
            LoadConnection connection = connections.get(i);
            Duration delay = PACE.multipliedBy(i).dividedBy(connections.size());
            connection.execute(() -> connection.pace(ofEach, delay, PACE));
        }
    }

    /** Publishes nothing more; what is in flight is still acknowledged. */
    public void pause() {
        connections.forEach(connection -> connection.execute(connection::stop));
    }

    /** Messages published so far, over all connections. */
    public long published() {
        return connections.stream().mapToLong(LoadConnection::published).sum();
    }

    /** Messages acknowledged so far, over all connections. */
    public long acknowledged() {
        return connections.stream().mapToLong(LoadConnection::acknowledged).sum();
    }

    /**
     * From the time at which a message was due to its acknowledgement, in microseconds, over all connections: of those
     * published at a rate, with the waits of those that could not be published in time.
     */
    public Histogram latencyMicros() {
        return latencyMicros;
    }

    @Override
    public void close() throws InterruptedException {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).await(10, TimeUnit.SECONDS);
    }
}
