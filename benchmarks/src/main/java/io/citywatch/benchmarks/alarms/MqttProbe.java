package io.citywatch.benchmarks.alarms;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/**
 * One MQTT 3.1.1 connection that publishes with QoS 1 and hears with QoS 0. What it hears is handed over on its event loop, as
 * topic and payload, before anything else is done with it.
 */
final class MqttProbe implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;
    private static final int LARGEST_PACKET_ID = 65_535;

    private final Channel channel;
    private int packetId;

    private MqttProbe(Channel channel) {
        this.channel = channel;
    }

    /** Connects, logs in and subscribes; returns when the server has answered to both. */
    static MqttProbe connect(
            EventLoopGroup group,
            int port,
            String userName,
            String password,
            String filter,
            BiConsumer<String, String> heard)
            throws InterruptedException, ExecutionException, TimeoutException {
        Answers answers = new Answers(heard);
        Channel channel = new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel newChannel) {
                        newChannel.pipeline().addLast(new MqttDecoder(65_536), MqttEncoder.INSTANCE, answers);
                    }
                })
                .connect("127.0.0.1", port)
                .sync()
                .channel();
        channel.writeAndFlush(MqttMessageBuilders.connect()
                .protocolVersion(MqttVersion.MQTT_3_1_1)
                .clientId("probe-" + userName.replace('/', '-'))
                .cleanSession(true)
                .keepAlive(0)
                .username(userName)
                .password(password.getBytes(StandardCharsets.US_ASCII))
                .build());
        answers.accepted.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        channel.writeAndFlush(MqttMessageBuilders.subscribe()
                .messageId(LARGEST_PACKET_ID)
                .addSubscription(MqttQoS.AT_MOST_ONCE, filter)
                .build());
        answers.subscribed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return new MqttProbe(channel);
    }

    /** Publishes with QoS 1, from any thread. */
    void publish(String topic, String payload) {
        channel.eventLoop().execute(() -> {
            packetId = packetId % (LARGEST_PACKET_ID - 1) + 1;
            channel.writeAndFlush(MqttMessageBuilders.publish()
                    .topicName(topic)
                    .qos(MqttQoS.AT_LEAST_ONCE)
                    .messageId(packetId)
                    .payload(Unpooled.copiedBuffer(payload, StandardCharsets.US_ASCII))
                    .build());
        });
    }

    @Override
    public void close() throws InterruptedException {
        channel.close().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** What the server says. */
    private static final class Answers extends SimpleChannelInboundHandler<MqttMessage> {
        private final BiConsumer<String, String> heard;
        private final CompletableFuture<Void> accepted = new CompletableFuture<>();
        private final CompletableFuture<Void> subscribed = new CompletableFuture<>();

        Answers(BiConsumer<String, String> heard) {
            this.heard = heard;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, MqttMessage message) {
            if (message instanceof MqttPublishMessage publish) {
                heard.accept(
                        publish.variableHeader().topicName(), publish.payload().toString(StandardCharsets.UTF_8));
            } else if (message instanceof MqttConnAckMessage answer) {
                if (answer.variableHeader().connectReturnCode() == MqttConnectReturnCode.CONNECTION_ACCEPTED) {
                    accepted.complete(null);
                } else {
                    accepted.completeExceptionally(new IllegalStateException(
                            "not let in: " + answer.variableHeader().connectReturnCode()));
                }
            } else if (message.fixedHeader() != null && message.fixedHeader().messageType() == MqttMessageType.SUBACK) {
                subscribed.complete(null);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            IllegalStateException closed = new IllegalStateException("the server closed the connection");
            accepted.completeExceptionally(closed);
            subscribed.completeExceptionally(closed);
        }
    }
}
