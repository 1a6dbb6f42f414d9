package io.citywatch.benchmarks.state;

import io.citywatch.benchmarks.flink.FlinkPage;
import io.citywatch.jobs.alarms.AlarmJob;
import io.citywatch.jobs.alarms.AlarmOptions;
import io.citywatch.jobs.runtime.RuntimeOptions.StateBackend;
import io.citywatch.standalone.flink.FlinkCluster;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** One run of the alarm job through the city's log, with its state in one place. */
final class StateRun {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration BETWEEN_CHECKPOINTS = Duration.ofSeconds(15);
    /** Checkpoints are taken when the run asks for one. */
    private static final Duration NEVER = Duration.ofHours(1);

    private static final String ROCKSDB_MEMORY = "state.backend.rocksdb.memory.fixed-per-slot";

    private final String bootstrapServers;
    private final Path folder;
    private final int parallelism;
    private final StateBackend backend;
    private final String rocksDbMemory;

    StateRun(String bootstrapServers, Path folder, int parallelism, StateBackend backend, String rocksDbMemory) {
        this.bootstrapServers = bootstrapServers;
        this.folder = folder;
        this.parallelism = parallelism;
        this.backend = backend;
        this.rocksDbMemory = rocksDbMemory;
    }

    /** Runs the job through the log, then live, then again from where it was, and says what that took. */
    void measure(CityHistory history, int live, int checkpoints, PrintWriter out) throws Exception {
        String name = backend.flinkName();
        try (Marks marks = new Marks(bootstrapServers);
                FlinkCluster flink = FlinkCluster.start(folder, 0)) {
            flink.submit(AlarmJob.NAME, this::define);
            readAll(marks, history, out);
            // Behind the readings stands what an earlier run has appended
            String caughtUp = "caught-up-" + name;
            history.mark(caughtUp, System.currentTimeMillis());
            marks.await(caughtUp, PATIENCE);
            takeCheckpoints(new Checkpoints(new FlinkPage(flink.port())), history, live, checkpoints, out);
        }
        String again = "restored-" + name;
        history.mark(again, System.currentTimeMillis());
        try (Marks marks = new Marks(bootstrapServers);
                FlinkCluster flink = FlinkCluster.start(folder, 0)) {
            long start = System.nanoTime();
            flink.submit(AlarmJob.NAME, this::define);
            out.printf(
                    "%s: %.1f s from the start of the job until it has restored its state and raised the next alarm%n",
                    name, (marks.await(again, PATIENCE) - start) / 1e9);
        }
    }

    /** The first half of the readings warms the machine up. */
    private void readAll(Marks marks, CityHistory history, PrintWriter out) throws InterruptedException {
        int rounds = history.rounds();
        long[] passed = new long[rounds + 1];
        for (int round = 0; round <= rounds; round++) {
            passed[round] = marks.await(CityHistory.round(round), PATIENCE);
        }
        out.printf(
                "%s: from a filled log %,.0f readings/s in the first half, %,.0f in the second, %,.0f in all%n",
                backend.flinkName(),
                rate(history, passed, 0, rounds / 2),
                rate(history, passed, rounds / 2, rounds),
                rate(history, passed, 0, rounds));
    }

    private static double rate(CityHistory history, long[] passed, int from, int to) {
        return (double) (to - from) * history.devices() / (passed[to] - passed[from]) * 1e9;
    }

    private void takeCheckpoints(Checkpoints checkpoints, CityHistory history, int live, int number, PrintWriter out)
            throws Exception {
        print("the first checkpoint", checkpoints.take(), history, out);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Boolean> load = thread.submit(() -> {
                history.live(live, BETWEEN_CHECKPOINTS.multipliedBy(number).plusSeconds(1));
                return true;
            });
            for (int i = 1; i <= number; i++) {
                Thread.sleep(BETWEEN_CHECKPOINTS.toMillis());
                print("checkpoint %d under %,d readings/s".formatted(i, live), checkpoints.take(), history, out);
            }
            load.get();
        } finally {
            thread.shutdownNow();
        }
    }

    private void print(String which, Checkpoints.Taken taken, CityHistory history, PrintWriter out) {
        out.printf(
                "%s: %s: %,d ms, %,d bytes of which %,d are new, %.0f bytes a device%n",
                backend.flinkName(),
                which,
                taken.millis(),
                taken.bytes(),
                taken.newBytes(),
                (double) taken.bytes() / history.devices());
    }

    private void define(StreamExecutionEnvironment env) {
        AlarmOptions usual = AlarmOptions.of(bootstrapServers);
        AlarmJob.define(
                env,
                usual.withRuntime(usual.runtime()
                        .withCheckpointInterval(NEVER)
                        .withStateBackend(backend)
                        .withParallelism(parallelism)));
        env.configure(Configuration.fromMap(Map.of(ROCKSDB_MEMORY, rocksDbMemory)));
    }
}
