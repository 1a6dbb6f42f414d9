package io.citywatch.benchmarks.load;

import io.citywatch.telemetry.credentials.PasswordKey;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Devices that log in to a gateway on this machine (3.1.1, clean session) and then are silent. */
public final class IdleConnections implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 120;
    private static final int FROM_ONE_ADDRESS = 64;
    private static final int ACCEPTED = 0x20020000;

    private final MultiThreadIoEventLoopGroup group;
    private final Bootstrap bootstrap;
    private final int port;
    private final int round;
    private final @Nullable SslContext tls;

    /**
     * Nothing is opened yet. The server's certificate is not looked at: it is this benchmark's own.
     *
     * @param round a number that no connections of late had, up to 254: they come from other addresses
     */
    public IdleConnections(int port, boolean overTls, int round) throws Exception {
        this.port = port;
        this.round = round;
        tls = overTls
                ? SslContextBuilder.forClient()
                        .trustManager(InsecureTrustManagerFactory.INSTANCE)
                        .endpointIdentificationAlgorithm(null)
                        .build()
                : null;
        boolean epoll = Epoll.isAvailable();
        group = new MultiThreadIoEventLoopGroup(1, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        bootstrap = new Bootstrap().group(group).channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class);
        if (epoll) {
            bootstrap.option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true);
        }
    }

    /**
     * Opens connections and gives how many logged in a second.
     *
     * @param count how many
     * @param atOnce how many are under way at a time
     */
    public double open(int count, int atOnce, PasswordKey key) throws InterruptedException, UnknownHostException {
        byte[][] logins = new byte[count][];
        for (int i = 0; i < count; i++) {
            logins[i] = login("idle-" + i, key.password("idle-" + i));
        }
        Semaphore underWay = new Semaphore(atOnce);
        CountDownLatch missing = new CountDownLatch(count);
        AtomicInteger refused = new AtomicInteger();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            if (!underWay.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(missing.getCount() + " connections were not accepted");
            }
            connect(logins[i], source(i), accepted -> {
                if (!accepted) {
                    refused.incrementAndGet();
                }
                underWay.release();
                missing.countDown();
            });
        }
        if (!missing.await(PATIENCE_SECONDS, TimeUnit.SECONDS) || refused.get() > 0) {
            throw new IllegalStateException(
                    missing.getCount() + " connections are missing and " + refused.get() + " were refused");
        }
        return count / ((System.nanoTime() - start) / 1e9);
    }

    /**
     * Where a device comes from: a few from each address, as in a city. From one address the system would look through
     * thousands of its own ports in use to find each new one a port, which took more time than the log-ins themselves.
     */
    private InetSocketAddress source(int connection) throws UnknownHostException {
        byte[] address = {127, (byte) round, (byte) (connection / FROM_ONE_ADDRESS), 1};
        return new InetSocketAddress(InetAddress.getByAddress(address), 0);
    }

    private void connect(byte[] login, InetSocketAddress source, Answer answer) {
        var unused = bootstrap
                .clone()
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (tls != null) {
                            channel.pipeline().addLast(tls.newHandler(channel.alloc()));
                        }
                        channel.pipeline().addLast(new Login(login, answer));
                    }
                })
                .connect(new InetSocketAddress("127.0.0.1", port), source)
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        answer.accepted(false);
                    }
                });
    }

    @Override
    public void close() throws InterruptedException {
        group.shutdownGracefully(0, 10, TimeUnit.SECONDS).await(20, TimeUnit.SECONDS);
    }

    private static byte[] login(String userName, String password) {
        ByteBuf packet = io.netty.buffer.Unpooled.buffer();
        // "MQTT", level 4, user name, password and clean session, no keep-alive
        int length = 10 + 3 * 2 + 2 * userName.length() + password.length();
        packet.writeByte(0x10).writeByte(length).writeShort(4).writeBytes(new byte[] {'M', 'Q', 'T', 'T', 4, (byte) 0xC2
        });
        packet.writeShort(0);
        for (String text : new String[] {userName, userName, password}) {
            packet.writeShort(text.length()).writeCharSequence(text, StandardCharsets.US_ASCII);
        }
        return ByteBufUtil.getBytes(packet);
    }

    private interface Answer {
        void accepted(boolean yes);
    }

    private static final class Login extends SimpleChannelInboundHandler<ByteBuf> {
        private final byte[] login;
        private @Nullable Answer answer;

        Login(byte[] login, Answer answer) {
            this.login = login;
            this.answer = answer;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ctx.writeAndFlush(ctx.alloc().buffer(login.length).writeBytes(login));
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
            answered(bytes.readableBytes() == 4 && bytes.getInt(0) == ACCEPTED);
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            answered(false);
        }

        private void answered(boolean accepted) {
            Answer waiting = answer;
            if (waiting != null) {
                answer = null;
                waiting.accepted(accepted);
            }
        }
    }
}
