package io.citywatch.ingest.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;

/** The way to the network: epoll on Linux, NIO elsewhere. */
enum Transport {
    EPOLL(EpollServerSocketChannel.class) {
        @Override
        IoHandlerFactory ioHandlers() {
            return EpollIoHandler.newFactory();
        }

        @Override
        void dropHalfOpen(ServerBootstrap bootstrap) {
            bootstrap.childOption(EpollChannelOption.TCP_USER_TIMEOUT, (int) UNCONFIRMED_PATIENCE.toMillis());
        }
    },
    NIO(NioServerSocketChannel.class) {
        @Override
        IoHandlerFactory ioHandlers() {
            return NioIoHandler.newFactory();
        }

        @Override
        void dropHalfOpen(ServerBootstrap bootstrap) {
            // Only the keep-alive of MQTT finds them.
        }
    };

    /** How long a peer may leave bytes unconfirmed before its connection is taken for broken. */
    private static final Duration UNCONFIRMED_PATIENCE = Duration.ofSeconds(60);

    private final Class<? extends ServerChannel> serverChannel;

    Transport(Class<? extends ServerChannel> serverChannel) {
        this.serverChannel = serverChannel;
    }

    static Transport best() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    abstract IoHandlerFactory ioHandlers();

    /** Lets the system drop connections whose peer has vanished without a word. */
    abstract void dropHalfOpen(ServerBootstrap bootstrap);

    Class<? extends ServerChannel> serverChannel() {
        return serverChannel;
    }

    /** Event loops; zero threads: as many as Netty finds right for the machine. */
    EventLoopGroup eventLoops(String name, int threads) {
        return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name, true), ioHandlers());
    }
}
