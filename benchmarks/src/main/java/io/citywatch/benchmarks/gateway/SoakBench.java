package io.citywatch.benchmarks.gateway;

import io.citywatch.benchmarks.Benchmark;
import io.citywatch.benchmarks.TemporaryFolder;
import io.citywatch.benchmarks.city.CityReadings;
import io.citywatch.benchmarks.load.IdleConnections;
import io.citywatch.benchmarks.load.LoadGenerator;
import io.citywatch.benchmarks.load.LoadTarget;
import io.citywatch.benchmarks.load.RudeClients;
import io.citywatch.telemetry.credentials.PasswordKey;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./citywatch bench soak}: whether the gateway keeps anything of clients that have gone. */
@Command(
        name = "soak",
        description =
                "Lets clients come and go at a gateway of its own, round after round: some publish, some are idle, some subscribe "
                        + "and vanish, some send what is no MQTT, some begin what they do not end. After each round, when all have "
                        + "gone, it prints the heap after a collection, direct memory and open files. It ends with status 1 when the "
                        + "last third needs more than the first third did after a quarter of the time.",
        showDefaultValues = true,
        mixinStandardHelpOptions = true)
public final class SoakBench extends Benchmark {
    private static final int PUBLISHERS = 50;
    private static final int DEVICES = 5_000;
    private static final int IDLE = 1_000;
    private static final int RUDE = 300;
    /** Slow enough that an hour's messages fit on a disk. */
    private static final double MESSAGES_A_SECOND = 5_000;

    private static final Duration ROUND = Duration.ofSeconds(20);
    private static final Duration FAREWELLS = Duration.ofSeconds(3);
    /**
     * What a heap differs by from one collection to the next, without anything being kept: what is under way just then, and what
     * Kafka's own histograms take until each has its thousand samples.
     */
    private static final long BYTES_OF_NOISE = 8 << 20;

    @Option(names = "--minutes", paramLabel = "N", defaultValue = "10", description = "How long it takes.")
    private int minutes = 10;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = out();
        List<Server.Footprint> footprints = new ArrayList<>();
        try (TemporaryFolder folder = TemporaryFolder.create();
                Server server = Server.citywatch(folder.path(), false)) {
            PasswordKey key = PasswordKey.load(folder.path().resolve("keys/mqtt.key"));
            CityReadings readings = new CityReadings(key, PUBLISHERS, DEVICES);
            long start = System.nanoTime();
            long end = start + Duration.ofMinutes(minutes).toNanos();
            for (int round = 1; System.nanoTime() < end; round++) {
                round(server, key, readings, round);
                Server.Footprint footprint = server.footprint();
                footprints.add(footprint);
                out.printf(
                        "after %,5d s: heap %,.1f MiB, direct %,.1f MiB, %d sockets, %d other files; %,d clients have gone%n",
                        (System.nanoTime() - start) / 1_000_000_000,
                        footprint.heapBytes() / 1048576.0,
                        footprint.directBytes() / 1048576.0,
                        footprint.sockets(),
                        footprint.otherFiles(),
                        round * (PUBLISHERS + IDLE + 5L * RUDE));
            }
        }
        return verdict(footprints, out);
    }

    private static void round(Server server, PasswordKey key, CityReadings readings, int round) throws Exception {
        LoadTarget target = new LoadTarget("127.0.0.1", server.port(), PUBLISHERS, 100);
        try (LoadGenerator load = LoadGenerator.connect(target, readings);
                IdleConnections idle = new IdleConnections(server.port(), false, round % 250 + 1)) {
            load.publishAt(MESSAGES_A_SECOND);
            idle.open(IDLE, 100, key);
            RudeClients rude = new RudeClients(server.port(), key, round);
            long end = System.nanoTime() + ROUND.toNanos();
            rude.subscribeAndVanish(RUDE);
            rude.sendNoise(RUDE);
            rude.sendNoiseAfterLogin(RUDE);
            rude.beginPublishAndVanish(RUDE);
            rude.beginHandshakeAndVanish(RUDE, server.tlsPort());
            Thread.sleep(Math.max(0, (end - System.nanoTime()) / 1_000_000));
            load.pause();
        }
        Thread.sleep(FAREWELLS.toMillis());
    }

    /** The log's own files grow with the log; sockets and memory must not. */
    private static int verdict(List<Server.Footprint> footprints, PrintWriter out) {
        List<Server.Footprint> warm = footprints.subList(footprints.size() / 4, footprints.size());
        int third = Math.max(1, warm.size() / 3);
        List<Server.Footprint> first = warm.subList(0, third);
        List<Server.Footprint> last = warm.subList(warm.size() - third, warm.size());
        long heap = mean(last, Server.Footprint::heapBytes) - mean(first, Server.Footprint::heapBytes);
        long direct = mean(last, Server.Footprint::directBytes) - mean(first, Server.Footprint::directBytes);
        long sockets = mean(last, Server.Footprint::sockets) - mean(first, Server.Footprint::sockets);
        boolean grew = heap > BYTES_OF_NOISE || direct > BYTES_OF_NOISE || sockets > 2;
        out.printf(
                "from the first third to the last: heap %+,d bytes, direct %+,d bytes, sockets %+d: %s%n",
                heap, direct, sockets, grew ? "it grew" : "no growth");
        return grew ? 1 : 0;
    }

    private static long mean(List<Server.Footprint> footprints, ToLongFunction<Server.Footprint> what) {
        return (long) footprints.stream().mapToLong(what).average().orElse(0);
    }
}
