package io.citywatch.benchmarks.census;

import io.citywatch.benchmarks.Benchmark;
import io.citywatch.benchmarks.TemporaryFolder;
import io.citywatch.benchmarks.log.BenchLog;
import io.citywatch.devices.fleet.Certificates;
import io.citywatch.devices.fleet.Fleet;
import io.citywatch.devices.fleet.FleetPlan;
import io.citywatch.devices.fleet.KindPlan;
import io.citywatch.devices.fleet.Noise;
import io.citywatch.ingest.log.Sender;
import io.citywatch.ingest.log.UplinkRoute;
import io.citywatch.jobs.census.CensusJob;
import io.citywatch.jobs.census.CensusOptions;
import io.citywatch.jobs.runtime.RuntimeOptions.StateBackend;
import io.citywatch.telemetry.codec.DeviceMessageEncoder;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.programme.Programme;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.Tick;
import io.citywatch.telemetry.topic.UplinkTopic;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./citywatch bench census}: the whole city is counted anew from the log. */
@Command(
        name = "census",
        description =
                "Fills a log with the birth of each of the city's gas safety devices and runs the census job on it, once with "
                        + "its state on the heap and once in RocksDB. Measures how long it takes from the job's start until the city's "
                        + "count is whole, and how many bytes of a savepoint an asset takes.",
        showDefaultValues = true,
        mixinStandardHelpOptions = true)
public final class CensusBench extends Benchmark {
    private static final int PARTITIONS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long SEED = 1;
    /** How fast the births arrived by the log's time. */
    private static final int BIRTHS_PER_MILLI = 20;

    private static final int TICK_MILLIS = 1000;
    /** A certificate is made a moment before it arrives. */
    private static final long ON_THE_WAY_MILLIS = 120;

    @Option(names = "--assets", paramLabel = "N", defaultValue = "740160", description = "How many assets are born.")
    private int assets = 740_160;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "1",
            description = "How often each is measured, in turn.")
    private int rounds = 1;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = out();
        try (TemporaryFolder folder = TemporaryFolder.create();
                BenchLog log = BenchLog.start(folder.path().resolve("kafka"), PARTITIONS)) {
            fill(log);
            out.printf("census: %,d births are in the log%n", assets);
            boolean whole = true;
            for (int round = 0; round < rounds; round++) {
                for (StateBackend backend : StateBackend.values()) {
                    Path state = folder.path().resolve(backend + "-" + round);
                    whole &= recount(log.bootstrapServers(), backend, state, out);
                }
            }
            return whole ? 0 : 1;
        }
    }

    private void fill(BenchLog log) throws InterruptedException {
        KindPlan gas = new KindPlan(FacilityKind.GAS, assets, 0, FacilityKind.GAS.reportInterval());
        Fleet fleet = new Fleet(new FleetPlan(List.of(gas), 0), Programme.bundled(), new Noise(SEED));
        Certificates certificates = new Certificates(fleet);
        long start = System.currentTimeMillis() - assets / BIRTHS_PER_MILLI;
        for (int device = 0; device < assets; device++) {
            long arrival = start + device / BIRTHS_PER_MILLI;
            if (device % (TICK_MILLIS * BIRTHS_PER_MILLI) == 0) {
                log.tick(new Tick(arrival, start));
            }
            UplinkTopic topic = new UplinkTopic(fleet.address(device), Channel.BIRTH);
            Birth birth = certificates.birth(device, AssetState.COMMISSIONED, arrival - ON_THE_WAY_MILLIS);
            log.append(
                    new UplinkRoute(topic, topic.name()),
                    new Sender(fleet.name(device)),
                    arrival,
                    DeviceMessageEncoder.encode(birth));
        }
        log.flush();
    }

    /** Counts the log from its start; returns whether every asset was counted. */
    private boolean recount(String bootstrapServers, StateBackend backend, Path folder, PrintWriter out)
            throws Exception {
        Programme programme = Programme.bundled();
        CensusOptions options = CensusOptions.of(bootstrapServers, programme);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment();
        CensusJob.define(
                env,
                options.withRuntime(options.runtime()
                        .withParallelism(PARTITIONS)
                        .withStateBackend(backend)
                        .withCheckpointFolder(
                                folder.resolve("checkpoints").toUri().toString())));
        try (CountWatch counts =
                new CountWatch(bootstrapServers, programme.city().code())) {
            long start = System.nanoTime();
            JobClient job = env.executeAsync(CensusJob.NAME);
            boolean whole;
            try {
                whole = counts.awaitCommissioned(assets, PATIENCE);
            } catch (IOException | InterruptedException e) {
                job.cancel().get();
                throw e;
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            job.stopWithSavepoint(false, folder.resolve("savepoint").toUri().toString(), SavepointFormatType.NATIVE)
                    .get();
            out.printf(
                    "census on %s: %,d assets counted in %.1f s, %.0f bytes of state for each%s%n",
                    backend,
                    assets,
                    seconds,
                    (double) bytes(folder.resolve("savepoint")) / assets,
                    whole ? "" : "; they are NOT all counted");
            return whole;
        }
    }

    private static long bytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            long sum = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sum += Files.size(file);
            }
            return sum;
        }
    }
}
