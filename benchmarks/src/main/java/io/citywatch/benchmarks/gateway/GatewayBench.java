package io.citywatch.benchmarks.gateway;

import io.citywatch.benchmarks.Benchmark;
import io.citywatch.benchmarks.TemporaryFolder;
import io.citywatch.benchmarks.city.CityReadings;
import io.citywatch.standalone.embedded.LoopbackPorts;
import io.citywatch.telemetry.credentials.PasswordKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./citywatch bench gateway}: the gateway with its log beside Mosquitto and HiveMQ CE. */
@Command(
        name = "gateway",
        description =
                "Publishes with QoS 1 to the gateway (with its embedded Kafka: each message is in the log before it is "
                        + "acknowledged), to Mosquitto, to one that sends its acknowledgements at once (set_tcp_nodelay), and to HiveMQ CE "
                        + "(which store nothing, for nobody has subscribed), in turn: acknowledged messages a second at full speed, and how long an acknowledgement takes at half of "
                        + "Mosquitto's speed.",
        showDefaultValues = true,
        mixinStandardHelpOptions = true)
public final class GatewayBench extends Benchmark {
    private static final String MOSQUITTO = "Mosquitto";

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often each server has its turn; the median counts.")
    private int rounds = 3;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "15",
            description = "How long a turn takes, in seconds.")
    private int seconds = 15;

    @Option(names = "--connections", paramLabel = "N", defaultValue = "100", description = "How many clients publish.")
    private int connections = 100;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many unacknowledged messages each of them has at most.")
    private int inFlight = 100;

    @Option(
            names = "--devices",
            paramLabel = "N",
            defaultValue = "100000",
            description = "On how many devices' topics they publish.")
    private int devices = 100_000;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = {
                "Leaves full speed out, and measures how long an acknowledgement takes at so many messages a second",
                "instead of at half of Mosquitto's speed."
            })
    private @Nullable Double givenRate;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "Measures these servers only: ${COMPLETION-CANDIDATES}; several with commas between them.")
    private Set<Contender> only = EnumSet.allOf(Contender.class);

    @Option(
            names = "--hivemq",
            paramLabel = "DIR",
            description = "The folder with HiveMQ CE's libraries; without it HiveMQ is left out. Set by the launcher.")
    private @Nullable Path hiveMq;

    @Option(
            names = "--synced",
            defaultValue = "false",
            description = "Also measures the gateway with a log that is synced to disk before each acknowledgement.")
    private boolean synced;

    /** What can be measured, as the command line calls it. */
    private enum Contender {
        citywatch,
        mosquitto,
        mosquittoNoDelay,
        hivemq
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = out();
        List<Server> servers = new ArrayList<>();
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            PasswordKey key = sharedKey(folder.path());
            try {
                start(servers, folder.path());
                CityReadings readings = new CityReadings(key, connections, devices);
                compare(new BrokerComparison(servers, readings, connections, inFlight, out), out);
            } finally {
                for (Server server : servers) {
                    server.close();
                }
            }
        }
        return 0;
    }

    private void start(List<Server> servers, Path folder) throws Exception {
        if (only.contains(Contender.citywatch)) {
            servers.add(Server.citywatch(folder.resolve("citywatch"), false));
        }
        if (synced) {
            servers.add(Server.citywatch(folder.resolve("synced"), true));
        }
        if (only.contains(Contender.mosquitto)) {
            servers.add(Server.mosquitto(MOSQUITTO, folder.resolve("mosquitto"), LoopbackPorts.free()));
        }
        if (only.contains(Contender.mosquittoNoDelay)) {
            servers.add(Server.mosquitto(
                    "no-delay Mosquitto", folder.resolve("no-delay"), LoopbackPorts.free(), "set_tcp_nodelay true"));
        }
        if (hiveMq != null && only.contains(Contender.hivemq)) {
            servers.add(Server.hiveMq(Files.createDirectories(folder.resolve("hivemq")), hiveMq, LoopbackPorts.free()));
        }
    }

    private void compare(BrokerComparison comparison, PrintWriter out) throws InterruptedException {
        comparison.warmUp();
        Duration turn = Duration.ofSeconds(seconds);
        Double rate = givenRate;
        if (rate == null) {
            rate = halfOfMosquitto(comparison.throughput(rounds, turn), out);
        }
        if (rate == null) {
            return;
        }
        out.printf("at %,.0f messages a second:%n", rate);
        comparison.warmUpAt(rate);
        for (Map.Entry<Server, Histogram> each :
                comparison.latencies(rounds, turn, rate).entrySet()) {
            Histogram micros = each.getValue();
            out.printf(
                    "%-18s PUBACK p50 %.2f ms, p99 %.2f ms, p99.9 %.2f ms (%,d messages)%n",
                    each.getKey().name(),
                    micros.getValueAtPercentile(50) / 1e3,
                    micros.getValueAtPercentile(99) / 1e3,
                    micros.getValueAtPercentile(99.9) / 1e3,
                    micros.getTotalCount());
        }
    }

    /** Prints how fast each is; null when Mosquitto is not among them. */
    private static @Nullable Double halfOfMosquitto(Map<Server, Double> rates, PrintWriter out) {
        Map.Entry<Server, Double> first = rates.entrySet().iterator().next();
        Double half = null;
        for (Map.Entry<Server, Double> each : rates.entrySet()) {
            out.printf(
                    "%-18s %,10.0f acknowledged a second; %s does %.2f times that%n",
                    each.getKey().name(), each.getValue(), first.getKey().name(), first.getValue() / each.getValue());
            if (each.getKey().name().equals(MOSQUITTO)) {
                half = each.getValue() / 2;
            }
        }
        return half;
    }

    /** Both gateways know the same key, so that one set of clients can log in to either. */
    private static PasswordKey sharedKey(Path folder) throws IOException {
        Path first = folder.resolve("citywatch/keys/mqtt.key");
        PasswordKey key = PasswordKey.loadOrCreate(first);
        Path second = folder.resolve("synced/keys/mqtt.key");
        Files.createDirectories(second.getParent());
        Files.copy(first, second);
        return key;
    }
}
