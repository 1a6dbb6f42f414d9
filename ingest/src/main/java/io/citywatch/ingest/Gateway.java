package io.citywatch.ingest;

import io.citywatch.ingest.admission.Admission;
import io.citywatch.ingest.admission.ConnectRate;
import io.citywatch.ingest.admission.DevicesInAlarm;
import io.citywatch.ingest.admission.FailedLogins;
import io.citywatch.ingest.admission.PublishRates;
import io.citywatch.ingest.connection.ConnectionLimits;
import io.citywatch.ingest.connection.GatewayServices;
import io.citywatch.ingest.connection.MqttConnection;
import io.citywatch.ingest.connection.PacketMemory;
import io.citywatch.ingest.credentials.Credentials;
import io.citywatch.ingest.credentials.KeyFolder;
import io.citywatch.ingest.credentials.OpenDoor;
import io.citywatch.ingest.downlink.DownlinkReader;
import io.citywatch.ingest.downlink.PendingCommands;
import io.citywatch.ingest.log.KafkaUplinkLog;
import io.citywatch.ingest.log.LogClock;
import io.citywatch.ingest.metrics.GatewayMeter;
import io.citywatch.ingest.metrics.GatewayMeters;
import io.citywatch.ingest.routing.Router;
import io.citywatch.ingest.routing.TopicFilter;
import io.citywatch.ingest.server.MqttPipeline;
import io.citywatch.ingest.server.MqttServer;
import io.citywatch.ingest.server.ServerTls;
import io.citywatch.ingest.session.SessionLimits;
import io.citywatch.ingest.session.Sessions;
import io.citywatch.telemetry.topic.MqttTopics;
import io.citywatch.telemetry.topic.SparkplugTopic;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running MQTT gateway.
 *
 * <p>The log's topics must be there when it starts ({@link io.citywatch.ingest.log.LogSetup}). Its port opens when it knows all
 * alarms and commands that stand in the log. It closes in this order: it stops accepting and reading, waits for what is under
 * way, answers it, tells version 5 clients why, and lets go of the log; in 10 s at most.
 */
public final class Gateway implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Gateway.class);

    /** A topic name of a device's has 100 characters at most; the rest is for the properties of version 5. */
    private static final int PACKET_HEADROOM_BYTES = 4096;
    /** How often changed keys and revocations are looked for. */
    private static final Duration CREDENTIALS_LOOK = Duration.ofSeconds(2);

    private static final TopicFilter ALARMS = TopicFilter.of(MqttTopics.ALARMS + '#');
    private static final Pattern EDGE_NODE_COMMANDS =
            Pattern.compile(SparkplugTopic.ROOT + "(?:STATE/|[^/+#]*/(?:NCMD|DCMD)/)");
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(5);
    private static final Duration DRAIN_LOOK = Duration.ofMillis(5);
    private static final Duration FAREWELL_PATIENCE = Duration.ofSeconds(3);

    private final ScheduledThreadPoolExecutor timer;
    private final KafkaUplinkLog uplink;
    private final DownlinkReader downlink;
    private final KeyFolder credentials;
    private final @Nullable ServerTls tls;
    private final GatewayServices services;
    private final MqttServer server;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable LogClock logClock;
    private volatile @Nullable Channel port;
    private volatile @Nullable Channel tlsPort;

    private Gateway(GatewayOptions options, KeyFolder credentials, @Nullable ServerTls tls, GatewayMeters meters) {
        this.credentials = credentials;
        this.tls = tls;
        timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "gateway-timer");
            thread.setDaemon(true);
            return thread;
        });
        LogOptions logOptions = options.log();
        Clock clock = Clock.systemUTC();
        Router router = new Router(
                Gateway::mayMatchUplink, clock, options.access().shares().maxRetainedBytes());
        PendingCommands commands = new PendingCommands(router, meters, clock);
        Sessions sessions = new Sessions(router, sessionLimits(options.sessions()), meters, timer);
        uplink = new KafkaUplinkLog(
                "citywatch-gateway", logOptions.bootstrapServers(), logOptions.maxInFlightBytes(), logOptions.linger());
        Admission admission = admission(credentials, options.access());
        downlink =
                new DownlinkReader(logOptions.bootstrapServers(), router, admission.devicesInAlarm(), commands, meters);
        services = new GatewayServices(admission, uplink, router, commands, sessions, meters);
        server = new MqttServer(
                new MqttPipeline(
                        services,
                        connectionLimits(options.limits()),
                        new PacketMemory(
                                options.access().shares().maxUnfinishedBytes(),
                                options.limits().packetTimeout()),
                        options.listen().proxyProtocol()),
                options.limits().maxConnections(),
                () -> meters.count(GatewayMeter.REFUSED, "too-many-connections"));
        meters.gauge(GatewayMeter.IN_FLIGHT, uplink.inFlight()::bytes);
        meters.gauge(GatewayMeter.SESSIONS, sessions::size);
        meters.gauge(GatewayMeter.RETAINED, router::retainedCount);
        meters.gauge(GatewayMeter.PENDING_COMMANDS, commands::size);
    }

    /**
     * Starts a gateway, and returns when its port is open.
     *
     * @throws IOException when a key can't be read or the port can't be opened; the message says which
     * @throws IllegalStateException when the log does not show its topics within a minute
     */
    public static Gateway start(GatewayOptions options, MeterRegistry registry)
            throws IOException, InterruptedException {
        ServerTls tls = options.tls() == null ? null : ServerTls.load(options.tls());
        Gateway gateway =
                new Gateway(options, KeyFolder.load(options.access().keys()), tls, new GatewayMeters(registry));
        try {
            gateway.open(options);
            return gateway;
        } catch (IOException | InterruptedException | RuntimeException e) {
            gateway.close();
            throw e;
        }
    }

    private void open(GatewayOptions options) throws IOException, InterruptedException {
        int partitions = uplink.awaitPartitions(START_PATIENCE);
        downlink.start();
        if (!downlink.awaitCaughtUp(START_PATIENCE)) {
            throw new IllegalStateException(
                    "alarms and commands could not be read from the log within " + START_PATIENCE.toSeconds() + " s");
        }
        LogClock ticking = LogClock.start(uplink, partitions, Clock.systemUTC(), services.meters());
        logClock = ticking;
        if (!ticking.awaitFirstTick(START_PATIENCE)) {
            throw new IllegalStateException("the log could not be written within " + START_PATIENCE.toSeconds() + " s");
        }
        port = server.listen(options.listen().bindAddress(), options.listen().mqttPort(), null);
        if (tls != null && options.tls() != null) {
            tlsPort =
                    server.listen(options.listen().bindAddress(), options.tls().mqttsPort(), tls);
        }
        if (options.access().openTopics()) {
            var unused = timer.scheduleAtFixedRate(Gateway::warnOfOpenTopics, 0, 1, TimeUnit.MINUTES);
        }
        var unused = timer.scheduleWithFixedDelay(
                this::lookAtCredentials,
                CREDENTIALS_LOOK.toMillis(),
                CREDENTIALS_LOOK.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** The port on which it listens for MQTT. */
    public int mqttPort() {
        Channel listening = port;
        if (listening == null) {
            throw new IllegalStateException("the gateway does not listen");
        }
        return MqttServer.port(listening);
    }

    /** The port on which it listens for MQTT over TLS, if it does. */
    public OptionalInt mqttsPort() {
        Channel listening = tlsPort;
        return listening == null ? OptionalInt.empty() : OptionalInt.of(MqttServer.port(listening));
    }

    /**
     * Lets nothing more into the log and acknowledges nothing, as while Kafka is away, for somebody who knows that the log has no
     * room. Connections stay open, and alarms and commands are told. Does nothing the second time.
     */
    public void hold() {
        uplink.hold();
    }

    /** Ends {@link #hold}: what has waited goes into the log in its order and is acknowledged. */
    public void release() {
        uplink.release();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            closeInOrder();
        } catch (InterruptedException e) {
            log.atWarn().log("interrupted while closing; what was under way is not acknowledged");
            Thread.currentThread().interrupt();
        } finally {
            uplink.close(Duration.ZERO);
        }
    }

    private void closeInOrder() throws InterruptedException {
        for (Channel listening : new Channel[] {port, tlsPort}) {
            if (listening != null) {
                listening.close().await();
            }
        }
        LogClock ticking = logClock;
        if (ticking != null) {
            ticking.close();
        }
        server.forEach(MqttConnection::stopReading);
        boolean drained = drain();
        server.close(FAREWELL_PATIENCE);
        // After the connections: each that ends with a session plans that one's end.
        timer.shutdownNow();
        downlink.close();
        log.atInfo().addKeyValue("allAcknowledged", drained).log("the gateway has closed");
    }

    private boolean drain() throws InterruptedException {
        long deadline = System.nanoTime() + DRAIN_PATIENCE.toNanos();
        while (uplink.inFlight().bytes() > 0 && System.nanoTime() < deadline) {
            Thread.sleep(DRAIN_LOOK.toMillis());
        }
        return uplink.inFlight().bytes() == 0;
    }

    private void lookAtCredentials() {
        lookAgain(() -> {
            if (credentials.reload()) {
                server.forEach(MqttConnection::endIfRevoked);
            }
        });
        if (tls != null) {
            lookAgain(tls::reload);
        }
    }

    /** A timer forgets a task that throws, and nobody would be revoked any more. */
    private static void lookAgain(Runnable look) {
        try {
            look.run();
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("looking at credentials failed by a mistake of ours; it is tried again");
        }
    }

    private static void warnOfOpenTopics() {
        log.atWarn().log("topics are open: everybody on this machine may publish and subscribe to everything");
    }

    /** Live readings are looked for by filters that are neither for alarms nor for commands alone. */
    private static boolean mayMatchUplink(TopicFilter filter) {
        return !ALARMS.covers(filter)
                && !filter.text().endsWith('/' + MqttTopics.COMMAND_LEVEL)
                && !EDGE_NODE_COMMANDS.matcher(filter.text()).lookingAt();
    }

    private static Admission admission(Credentials credentials, AccessOptions access) {
        RateOptions rates = access.rates();
        return new Admission(
                access.openTopics() ? new OpenDoor() : credentials,
                new ConnectRate(rates.connectsPerSecond(), rates.connectsPerSecond(), System::nanoTime),
                new FailedLogins(System::nanoTime),
                new DevicesInAlarm(),
                new PublishRates(
                        new PublishRates.Rate(rates.deviceMessagesPerSecond(), rates.deviceBytesPerSecond()),
                        new PublishRates.Rate(
                                rates.concentratorMessagesPerSecond(), rates.concentratorBytesPerSecond()),
                        System::nanoTime),
                // With open topics all have one name.
                access.openTopics() ? Integer.MAX_VALUE : access.shares().maxSessionsPerUserName());
    }

    private static SessionLimits sessionLimits(SessionOptions options) {
        return new SessionLimits(
                options.maxSubscriptions(),
                options.maxQueued(),
                options.maxQueuedQosZero(),
                options.maxQueuedOffline(),
                options.maxExpiry(),
                options.maxSessions());
    }

    private static ConnectionLimits connectionLimits(LimitOptions limits) {
        return new ConnectionLimits(
                limits.maxPayloadBytes() + PACKET_HEADROOM_BYTES,
                limits.maxPayloadBytes(),
                limits.maxInFlightBytesPerConnection(),
                limits.receiveMaximum(),
                limits.connectTimeout(),
                limits.maxKeepAlive());
    }
}
