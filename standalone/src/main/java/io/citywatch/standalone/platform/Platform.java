package io.citywatch.standalone.platform;

import io.citywatch.console.Console;
import io.citywatch.console.ConsoleOptions;
import io.citywatch.console.access.Role;
import io.citywatch.console.disk.LogDisk;
import io.citywatch.ingest.Gateway;
import io.citywatch.ingest.GatewayOptions;
import io.citywatch.ingest.ListenOptions;
import io.citywatch.ingest.LogOptions;
import io.citywatch.ingest.SettingReader;
import io.citywatch.ingest.TlsOptions;
import io.citywatch.ingest.bridge.Bridge;
import io.citywatch.ingest.bridge.BridgeOptions;
import io.citywatch.ingest.log.LogSetup;
import io.citywatch.outward.OutwardBoard;
import io.citywatch.standalone.embedded.EmbeddedKafka;
import io.citywatch.standalone.embedded.EmbeddedKafkaOptions;
import io.citywatch.standalone.embedded.NoInfluxdException;
import io.citywatch.standalone.embedded.PortTakenException;
import io.citywatch.standalone.flink.FlinkCluster;
import io.citywatch.telemetry.credentials.PasswordKey;
import io.citywatch.telemetry.programme.Programme;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole platform in one process.
 *
 * <p>Parts are started so that each finds what it needs: the log and InfluxDB, then the jobs, the gateway and the console, and
 * the simulated city last. They are stopped the other way round, so that those who produce stop first and the log last.
 */
public final class Platform implements AutoCloseable {
    /** How long a stop may take, in seconds, until the process goes without it. */
    public static final long STOP_SECONDS = 45;

    private static final Logger LOG = LoggerFactory.getLogger(Platform.class);

    /**
     * How long the gateway's messages wait for company. Each request to the log costs gateway, log and the three jobs, which are
     * woken by it, some 300 us of the processors that all of them share, however little it brings: without a wait there are a
     * thousand and more a second.
     */
    private static final Duration LINGER = Duration.ofMillis(5);

    private final Parts parts;
    private final EmbeddedKafka kafka;
    private final History history;
    private final FlinkCluster flink;
    private final Gateway gateway;
    private final Console console;

    private Platform(Parts parts, Servers servers, Gateway gateway, Console console) {
        this.parts = parts;
        this.kafka = servers.kafka;
        this.history = servers.history;
        this.flink = servers.flink;
        this.gateway = gateway;
        this.console = console;
    }

    /** What the platform's own parts stand on. */
    private record Servers(EmbeddedKafka kafka, History history, FlinkCluster flink) {}

    /**
     * Starts everything; returns when the gateway takes messages, every job runs and the console has caught up.
     *
     * @throws StartupException when it can't be started for a reason that its user can mend; nothing is left running
     * @throws InterruptedException or another exception, with the thread's interrupted state set, when the thread was interrupted;
     *     nothing is left running
     */
    public static Platform start(PlatformOptions options) throws Exception {
        requireValid(options.links());
        if (options.influx() != null) {
            InfluxAccess.require(options.influx());
        }
        Parts parts = new Parts();
        try {
            // Whoever starts a second time on a folder is told that, and not of the ports that the first has
            DataFolder data = parts.add("data folder", DataFolder.open(options.data()));
            DiskWatch.requireRoom(data.root());
            options.ports().requireFree();
            return start(options, data, parts);
        } catch (PortTakenException e) {
            parts.close();
            throw new StartupException(e.getMessage() + "; choose another one with an option of ./citywatch demo");
        } catch (NoInfluxdException e) {
            parts.close();
            throw new StartupException(String.valueOf(e.getMessage()));
        } catch (Throwable e) {
            // An error too: with a class missing half a platform would go on without a word
            parts.close();
            throw e;
        }
    }

    private static Platform start(PlatformOptions options, DataFolder data, Parts parts) throws Exception {
        long start = System.nanoTime();
        PasswordKey key = PasswordKey.loadOrCreate(data.mqttKey());
        Servers servers = startServers(options, data, parts);
        LOG.atInfo().addKeyValue("millis", millisSince(start)).log("log, InfluxDB and Flink are up");

        MeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Jobs jobs = Jobs.submit(
                servers.flink, servers.kafka.bootstrapServers(), servers.history.server(), Programme.bundled());
        GatewayOptions gatewayOptions = gatewayOptions(options, data, servers);
        Gateway gateway = parts.add("gateway", Gateway.start(gatewayOptions, meters));
        BridgeOptions bridgeOptions = options.links().bridge();
        Bridge bridge = bridgeOptions == null
                ? null
                : parts.add("bridge", startBridge(bridgeOptions, gatewayOptions.log(), meters));
        OutwardBoard outside = new OutwardBoard();
        LogDisk disk = new LogDisk();
        Console console =
                parts.add("console", startConsole(options, new Console.Beside(outside, disk), data, servers, meters));
        parts.add("disk", DiskWatch.start(data.root(), new FullDisk(disk, gateway, bridge)));
        parts.add("InfluxDB's disk", servers.history.watchDisk());
        parts.add(
                "outward",
                Outside.start(options, data, servers.kafka.bootstrapServers(), console.devices(), outside, meters));
        jobs.awaitRunning(data);
        data.used();
        SimulatedCity.start(options, data, key, gateway.mqttPort(), parts);
        LOG.atInfo().addKeyValue("millis", millisSince(start)).log("platform is up");
        return new Platform(parts, servers, gateway, console);
    }

    /** Starts the three servers side by side. When one fails the others are awaited, so that they can be stopped. */
    private static Servers startServers(PlatformOptions options, DataFolder data, Parts parts) throws Exception {
        PortOptions ports = options.ports();
        Starting<EmbeddedKafka> kafka = Starting.begin(() -> startKafka(options, data));
        Starting<History> history = Starting.begin(() -> History.start(options, data));
        Starting<FlinkCluster> flink = Starting.begin(() -> FlinkCluster.start(data.flink(), ports.flink()));
        try {
            return new Servers(
                    parts.await("log", kafka), parts.await("InfluxDB", history), parts.await("Flink", flink));
        } catch (Exception e) {
            // InfluxDB may read back for minutes; the others take seconds, and the log can't be left in the middle
            history.interrupt();
            parts.addIfStarted("log", kafka);
            parts.addIfStarted("InfluxDB", history);
            parts.addIfStarted("Flink", flink);
            throw e;
        }
    }

    private static EmbeddedKafka startKafka(PlatformOptions options, DataFolder data) {
        EmbeddedKafka kafka = EmbeddedKafka.start(
                EmbeddedKafkaOptions.in(data.kafka())
                        .withPort(options.ports().kafka())
                        .withFlushEveryMessage(options.flushEveryMessage()),
                fault -> endWithout(data, fault));
        try {
            LogSetup.createTopics(
                    kafka.bootstrapServers(), LogSetup.DEFAULT_UPLINK_PARTITIONS, LogSetup.DEFAULT_RETENTION);
            return kafka;
        } catch (InterruptedException e) {
            kafka.close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the log's topics were made", e);
        } catch (RuntimeException | LinkageError e) {
            kafka.close();
            throw e;
        }
    }

    /** Nothing that the log takes from now on would be safe, and nothing works without it. */
    private static void endWithout(DataFolder data, String fault) {
        System.err.println("citywatch: the log can't go on (" + fault + "; " + DiskWatch.left(data.root())
                + "). What was acknowledged is there at the next start");
        Runtime.getRuntime().halt(1);
    }

    private static GatewayOptions gatewayOptions(PlatformOptions options, DataFolder data, Servers servers)
            throws IOException, InterruptedException {
        SelfSignedCertificate certificate = SelfSignedCertificate.in(data.keys());
        GatewayOptions standard = GatewayOptions.defaults(servers.kafka.bootstrapServers(), data.keys())
                .withListen(new ListenOptions("127.0.0.1", options.ports().mqtt()))
                .withTls(new TlsOptions(
                        options.ports().mqtts(), certificate.certificate(), certificate.privateKey(), null))
                .withLog(LogOptions.standard(servers.kafka.bootstrapServers()).withLinger(LINGER));
        return SettingReader.apply(standard, options.links().gatewaySettings());
    }

    private static Bridge startBridge(BridgeOptions options, LogOptions logOptions, MeterRegistry meters) {
        try {
            return Bridge.start(options, logOptions, meters);
        } catch (IOException e) {
            throw noBridge(e);
        }
    }

    /** A mistake is to be known before anything starts. */
    private static void requireValid(PlatformOptions.Links links) {
        Path any = Path.of("");
        try {
            SettingReader.apply(
                    GatewayOptions.defaults("", any).withTls(new TlsOptions(0, any, any, null)),
                    links.gatewaySettings());
            if (links.bridge() != null) {
                Bridge.requireFiles(links.bridge());
            }
        } catch (IllegalArgumentException e) {
            throw new StartupException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw noBridge(e);
        }
    }

    private static StartupException noBridge(IOException e) {
        return new StartupException("the bridge can't be started: " + e.getMessage());
    }

    private static Console startConsole(
            PlatformOptions options, Console.Beside beside, DataFolder data, Servers servers, MeterRegistry meters) {
        return Console.start(
                new ConsoleOptions(
                        new ConsoleOptions.Listen(
                                ConsoleOptions.Listen.LOOPBACK,
                                options.ports().http(),
                                options.page().hostNames()),
                        servers.kafka.bootstrapServers(),
                        InfluxAccess.ofConsole(servers.history.server()),
                        data.keys(),
                        Programme.bundled(),
                        options.page().signsLocalBrowsersIn() ? Role.OPERATOR : null),
                beside,
                meters);
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }

    /** The one line that says that all is up, and where. */
    public String readyLine() {
        return "citywatch is up: console http://127.0.0.1:%d mqtt 127.0.0.1:%d influxdb %s flink http://127.0.0.1:%d"
                .formatted(httpPort(), mqttPort(), influxUrl(), flink.port());
    }

    public int mqttPort() {
        return gateway.mqttPort();
    }

    /** The port for MQTT over TLS. */
    public int mqttsPort() {
        return gateway.mqttsPort().orElseThrow();
    }

    public int httpPort() {
        return console.httpPort();
    }

    public URI influxUrl() {
        return URI.create(history.server().url());
    }

    /** Where clients of the log connect. */
    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    @Override
    public void close() {
        long start = System.nanoTime();
        parts.close();
        LOG.atInfo().addKeyValue("millis", millisSince(start)).log("platform is down");
    }
}
