package io.citywatch.ingest.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.ingest.admission.Admission;
import io.citywatch.ingest.admission.ConnectRate;
import io.citywatch.ingest.admission.DevicesInAlarm;
import io.citywatch.ingest.admission.FailedLogins;
import io.citywatch.ingest.admission.PublishRates;
import io.citywatch.ingest.credentials.Credentials;
import io.citywatch.ingest.downlink.PendingCommands;
import io.citywatch.ingest.log.InFlightBytes;
import io.citywatch.ingest.log.Sender;
import io.citywatch.ingest.log.UplinkLog;
import io.citywatch.ingest.log.UplinkRoute;
import io.citywatch.ingest.metrics.GatewayMeters;
import io.citywatch.ingest.routing.Router;
import io.citywatch.ingest.server.MqttPipeline;
import io.citywatch.ingest.session.SessionLimits;
import io.citywatch.ingest.session.Sessions;
import io.citywatch.telemetry.connection.ConnectionEvent;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.handler.ssl.SslContext;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Clients of the gateway's pipeline without network and log: what a client sends goes in as bytes, what it hears comes out
 * as hexadecimal digits, and the log confirms when the test says so. A password is right when it is {@code secret}.
 */
final class ConnectionHarness implements AutoCloseable {
    static final int MAX_PAYLOAD = 1024;
    static final int RECEIVE_MAXIMUM = 4;
    static final int CONNECTS = 100;
    static final int MESSAGES = 10;
    static final int SESSIONS = 5;
    /** Enough for two packets that are large here, and for one stranger who sends much. */
    static final int PACKET_MEMORY = 4096;

    static final int RETAINED_BYTES = 1 << 20;

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final TestLog log = new TestLog();
    final DevicesInAlarm inAlarm = new DevicesInAlarm();
    /** What those read who limit rates. */
    final AtomicLong nanos = new AtomicLong();

    final PacketMemory packets = new PacketMemory(PACKET_MEMORY, Duration.ofMinutes(1));
    final Router router = new Router(filter -> true, Clock.systemUTC(), RETAINED_BYTES);
    final PendingCommands commands;
    final Sessions sessions;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final MqttPipeline pipeline;
    private final List<Client> clients = new ArrayList<>();

    ConnectionHarness() {
        this(false);
    }

    /** Clients come through a balancer that tells their addresses, or directly. */
    ConnectionHarness(boolean behindBalancer) {
        GatewayMeters gatewayMeters = new GatewayMeters(meters);
        commands = new PendingCommands(router, gatewayMeters, Clock.systemUTC());
        sessions =
                new Sessions(router, new SessionLimits(3, 10, 5, 10, Duration.ofHours(1), 1000), gatewayMeters, timer);
        Admission admission = new Admission(
                new TestCredentials(),
                new ConnectRate(CONNECTS, CONNECTS, nanos::get),
                new FailedLogins(nanos::get),
                inAlarm,
                new PublishRates(new PublishRates.Rate(MESSAGES, 0), new PublishRates.Rate(0, 0), nanos::get),
                SESSIONS);
        GatewayServices services = new GatewayServices(admission, log, router, commands, sessions, gatewayMeters);
        ConnectionLimits limits = new ConnectionLimits(
                MAX_PAYLOAD + 200,
                MAX_PAYLOAD,
                4 * MAX_PAYLOAD,
                RECEIVE_MAXIMUM,
                Duration.ofSeconds(10),
                Duration.ofHours(1));
        pipeline = new MqttPipeline(services, limits, packets, behindBalancer);
    }

    /** A client that has opened a connection and said nothing. */
    Client open() {
        return open(null);
    }

    /** The same, where TLS has to be spoken first. */
    Client open(@Nullable SslContext tls) {
        Client client = new Client(tls);
        clients.add(client);
        return client;
    }

    /** A version 3.1.1 client that has logged in. */
    Client version3(String userName) {
        return open().connected(MqttVersion.MQTT_3_1_1, userName, connect -> connect);
    }

    /** A version 5 client that has logged in. */
    Client version5(String userName) {
        return open().connected(MqttVersion.MQTT_5, userName, connect -> connect);
    }

    double meter(String name, String... tags) {
        return meters.find("citywatch.gateway." + name).tags(tags).meters().stream()
                .map(Meter::measure)
                .mapToDouble(measurements -> measurements.iterator().next().getValue())
                .sum();
    }

    /** Ends every connection, after which none may hold memory for its packets. */
    @Override
    public void close() {
        for (Client client : clients) {
            client.channel.finishAndReleaseAll();
        }
        timer.shutdownNow();
        assertThat(packets.ofClients().bytes())
                .as("bytes of clients that have gone")
                .isZero();
        assertThat(packets.ofStrangers().bytes())
                .as("bytes of strangers that have gone")
                .isZero();
    }

    /** One client. */
    final class Client {
        final EmbeddedChannel channel;
        private MqttConnection connection;
        private final EmbeddedChannel encoder = new EmbeddedChannel(MqttEncoder.INSTANCE);

        private Client(@Nullable SslContext tls) {
            channel = new EmbeddedChannel(new ChannelInitializer<>() {
                @Override
                protected void initChannel(Channel accepted) {
                    connection = pipeline.install(accepted, tls);
                }
            });
            channel.freezeTime();
        }

        static MqttMessageBuilders.ConnectBuilder connect(MqttVersion version, String userName) {
            return MqttMessageBuilders.connect()
                    .protocolVersion(version)
                    .clientId(userName)
                    .cleanSession(true)
                    .keepAlive(60)
                    .username(userName)
                    .password("secret".getBytes(UTF_8));
        }

        Client connected(
                MqttVersion version, String userName, UnaryOperator<MqttMessageBuilders.ConnectBuilder> adjust) {
            send(adjust.apply(connect(version, userName)).build());
            String answer = heard();
            if (!answer.startsWith("20") || !answer.startsWith("00", answer.indexOf("20") + 6)) {
                throw new AssertionError("not connected: " + answer);
            }
            return this;
        }

        /** Sends a packet. */
        Client send(MqttMessage message) {
            encoder.writeOutbound(message);
            for (ByteBuf bytes = encoder.readOutbound(); bytes != null; bytes = encoder.readOutbound()) {
                write(bytes);
            }
            return this;
        }

        /** Sends bytes; spaces between the digits are for the reader. */
        Client send(String hex) {
            ByteBuf bytes = channel.alloc().buffer();
            bytes.writeBytes(ByteBufUtil.decodeHexDump(hex.replace(" ", "")));
            write(bytes);
            return this;
        }

        private void write(ByteBuf bytes) {
            if (channel.isActive()) {
                channel.writeInbound(bytes);
            } else {
                bytes.release();
            }
        }

        Client publish(String topic, int qos, int packetId, String payload) {
            return publish(topic, qos, packetId, payload, MqttProperties.NO_PROPERTIES);
        }

        Client publish(String topic, int qos, int packetId, String payload, MqttProperties properties) {
            return send(MqttMessageBuilders.publish()
                    .topicName(topic)
                    .qos(MqttQoS.valueOf(qos))
                    .messageId(packetId)
                    .properties(properties)
                    .payload(Unpooled.wrappedBuffer(payload.getBytes(UTF_8)))
                    .build());
        }

        Client subscribe(String filter, int qos) {
            return send(MqttMessageBuilders.subscribe()
                    .messageId(1)
                    .addSubscription(MqttQoS.valueOf(qos), filter)
                    .build());
        }

        /** What the client has heard since it was last asked, as hexadecimal digits. */
        String heard() {
            channel.runPendingTasks();
            StringBuilder heard = new StringBuilder();
            for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
                heard.append(ByteBufUtil.hexDump(bytes));
                bytes.release();
            }
            return heard.toString();
        }

        void passes(Duration time) {
            channel.advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();
            channel.runPendingTasks();
        }

        boolean isOpen() {
            channel.runPendingTasks();
            return channel.isActive();
        }

        MqttConnection connection() {
            return connection;
        }

        /** The network breaks. */
        void breaks() {
            channel.close();
            channel.runPendingTasks();
        }
    }

    /** A log that confirms when it is told to. */
    static final class TestLog implements UplinkLog {
        final List<Appended> appended = new ArrayList<>();
        final List<ConnectionEvent> noted = new ArrayList<>();
        private final InFlightBytes inFlight = new InFlightBytes(3 * MAX_PAYLOAD);

        @Override
        public void append(
                UplinkRoute route, Sender sender, long arrivalMillis, int qos, byte[] payload, Callback callback) {
            appended.add(new Appended(route.name(), qos, new String(payload, UTF_8), callback));
        }

        @Override
        public boolean note(ConnectionEvent event) {
            return noted.add(event);
        }

        @Override
        public InFlightBytes inFlight() {
            return inFlight;
        }

        void confirm(int index) {
            appended.get(index).callback.onCompletion(null, null);
        }

        void refuse(int index) {
            appended.get(index).callback.onCompletion(null, new IllegalStateException("refused"));
        }

        List<String> payloads() {
            return appended.stream().map(Appended::payload).toList();
        }
    }

    /** What was handed to the log. */
    record Appended(String topic, int qos, String payload, Callback callback) {}

    private static final class TestCredentials implements Credentials {
        @Override
        public Verdict check(String userName, byte[] password) {
            if (isRevoked(userName)) {
                return Verdict.REVOKED;
            }
            return new String(password, UTF_8).equals("secret") ? Verdict.ACCEPTED : Verdict.WRONG_PASSWORD;
        }

        @Override
        public boolean isRevoked(String userName) {
            return userName.startsWith("revoked");
        }
    }
}
