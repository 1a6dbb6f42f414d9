package io.citywatch.benchmarks.gateway;

import io.citywatch.benchmarks.Benchmark;
import io.citywatch.benchmarks.TemporaryFolder;
import io.citywatch.benchmarks.city.CityReadings;
import io.citywatch.benchmarks.load.LoadGenerator;
import io.citywatch.benchmarks.load.LoadTarget;
import io.citywatch.standalone.embedded.LoopbackPorts;
import io.citywatch.telemetry.credentials.PasswordKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./citywatch bench bridge}: from a Mosquitto through the bridge into the log. */
@Command(
        name = "bridge",
        description =
                "Publishes with QoS 1 to a Mosquitto, from which a bridge with its embedded Kafka takes: messages a second "
                        + "that it acknowledges to Mosquitto, as it does when the log has them; first of a backlog that waited while "
                        + "the bridge was away, then while publishers keep Mosquitto as busy as it can be.",
        showDefaultValues = true,
        mixinStandardHelpOptions = true)
public final class BridgeBench extends Benchmark {
    private static final int PUBLISHERS = 20;
    private static final int IN_FLIGHT = 50;
    private static final int DEVICES = 100_000;
    private static final Duration LOOK = Duration.ofMillis(5);

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "4",
            description = "How often both are measured; the first round, in which the JVM compiles, does not count.")
    private int rounds = 4;

    @Option(
            names = "--backlog",
            paramLabel = "N",
            defaultValue = "300000",
            description = "How many messages wait for the bridge.")
    private int backlog = 300_000;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "10",
            description = "How long publishers keep Mosquitto busy in a round, in seconds.")
    private int seconds = 10;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = out();
        if (rounds < 2) {
            throw new IllegalArgumentException("--rounds: two at least, of which the first does not count");
        }
        int port = LoopbackPorts.free();
        try (TemporaryFolder folder = TemporaryFolder.create();
                Server mosquitto = Server.mosquitto(
                        "Mosquitto", folder.path().resolve("mosquitto"), port, "max_queued_messages 0");
                Server bridge = Server.bridge(folder.path().resolve("kafka"), port)) {
            PasswordKey key = PasswordKey.loadOrCreate(folder.path().resolve("key"));
            CityReadings readings = new CityReadings(key, PUBLISHERS, DEVICES);
            LoadTarget target = new LoadTarget("127.0.0.1", mosquitto.port(), PUBLISHERS, IN_FLIGHT);
            // Its session has to be there before anything waits in it.
            bridge.ask("come");
            double[] drained = new double[rounds - 1];
            double[] live = new double[rounds - 1];
            for (int round = 0; round < rounds; round++) {
                double ofBacklog = backlog(bridge, target, readings);
                double ofStream = live(bridge, target, readings);
                out.printf("round %d: %,10.0f messages a second of the backlog, ", round + 1, ofBacklog);
                out.printf("%,10.0f while others publish%n", ofStream);
                if (round > 0) {
                    drained[round - 1] = ofBacklog;
                    live[round - 1] = ofStream;
                }
            }
            Arrays.sort(drained);
            Arrays.sort(live);
            out.printf(
                    "from Mosquitto into the log: %,.0f messages a second of a backlog, %,.0f while others publish%n",
                    drained[drained.length / 2], live[live.length / 2]);
        }
        return 0;
    }

    /** How many messages a second of a backlog are acknowledged, from the moment at which the bridge begins to connect. */
    private double backlog(Server bridge, LoadTarget target, CityReadings readings) throws Exception {
        long before = bridge.ask("leave");
        long published;
        try (LoadGenerator load = LoadGenerator.connect(target, readings)) {
            load.publishAtFullSpeed();
            while (load.published() < backlog) {
                Thread.sleep(LOOK.toMillis());
            }
            published = finish(load);
        }
        long start = System.nanoTime();
        bridge.ask("come");
        awaitCount(bridge, before + published);
        return published / ((System.nanoTime() - start) / 1e9);
    }

    /** How many messages a second are acknowledged while publishers wait for nobody but Mosquitto. */
    private double live(Server bridge, LoadTarget target, CityReadings readings) throws Exception {
        long before = bridge.ask("count");
        try (LoadGenerator load = LoadGenerator.connect(target, readings)) {
            long start = System.nanoTime();
            load.publishAtFullSpeed();
            Thread.sleep(Duration.ofSeconds(seconds).toMillis());
            double rate = (bridge.ask("count") - before) / ((System.nanoTime() - start) / 1e9);
            awaitCount(bridge, before + finish(load));
            return rate;
        }
    }

    /** Lets what is in flight be acknowledged; gives how many were published in all. */
    private static long finish(LoadGenerator load) throws InterruptedException {
        load.pause();
        do {
            Thread.sleep(LOOK.toMillis());
        } while (load.acknowledged() < load.published());
        return load.published();
    }

    private static void awaitCount(Server bridge, long count) throws IOException, InterruptedException {
        while (bridge.ask("count") < count) {
            Thread.sleep(LOOK.toMillis());
        }
    }
}
