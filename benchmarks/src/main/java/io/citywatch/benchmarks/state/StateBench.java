package io.citywatch.benchmarks.state;

import io.citywatch.benchmarks.Benchmark;
import io.citywatch.benchmarks.TemporaryFolder;
import io.citywatch.benchmarks.log.BenchLog;
import io.citywatch.jobs.runtime.RuntimeOptions.StateBackend;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./citywatch bench state}: what the alarm job's state of a whole city costs. */
@Command(
        name = "state",
        description =
                "Fills a log with the births and readings of a whole city and runs the alarm job alone on it, with its "
                        + "state on the heap and then on RocksDB. Measures: readings a second from the filled log; bytes of a "
                        + "checkpoint for each device; how long checkpoints take under the city's live load; and how long it takes "
                        + "after a stop until the job has restored its state and raised the next alarm.",
        showDefaultValues = true,
        mixinStandardHelpOptions = true)
public final class StateBench extends Benchmark {
    private static final int PARTITIONS = 2;

    @Option(names = "--devices", paramLabel = "N", defaultValue = "740160", description = "How many devices report.")
    private int devices = 740_160;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "6",
            description = "How many readings of each device are in the log, 2 at least.")
    private int rounds = 6;

    @Option(
            names = "--live",
            paramLabel = "RATE",
            defaultValue = "12500",
            description = "Readings a second while checkpoints are taken.")
    private int live = 12_500;

    @Option(
            names = "--checkpoints",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many checkpoints are taken under that load, 15 s apart.")
    private int checkpoints = 3;

    @Option(
            names = "--state",
            paramLabel = "WHERE",
            defaultValue = "HASHMAP,ROCKSDB",
            split = ",",
            description = "Where state lives: ${COMPLETION-CANDIDATES}.")
    private List<StateBackend> backends = List.of(StateBackend.values());

    @Option(
            names = "--rocksdb-memory",
            paramLabel = "SIZE",
            defaultValue = "256mb",
            description = "What RocksDB may use for each half of the job: blocks and what is not on disk yet.")
    private String rocksDbMemory = "256mb";

    @Override
    public Integer call() throws Exception {
        PrintWriter out = out();
        try (TemporaryFolder folder = TemporaryFolder.create();
                BenchLog log = BenchLog.start(folder.path().resolve("kafka"), PARTITIONS)) {
            long start = System.currentTimeMillis() - CityHistory.span(rounds).toMillis();
            CityHistory history = new CityHistory(log, devices, start);
            history.append(rounds);
            out.printf("log: births and %d readings of each of %,d devices%n", rounds, devices);
            for (StateBackend backend : backends) {
                var run = new StateRun(
                        log.bootstrapServers(),
                        folder.path().resolve(backend.flinkName()),
                        PARTITIONS,
                        backend,
                        rocksDbMemory);
                run.measure(history, live, checkpoints, out);
            }
        }
        return 0;
    }
}
