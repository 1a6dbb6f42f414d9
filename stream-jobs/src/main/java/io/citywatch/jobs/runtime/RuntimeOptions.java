package io.citywatch.jobs.runtime;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a job runs.
 *
 * @param checkpointInterval how often its state is saved
 * @param checkpointFolder the URI of the folder where that goes; null: where the cluster's configuration says
 * @param bufferTimeout how long a half-full network buffer may wait between two operators
 * @param stateBackend where its state lives while it runs; null: where the cluster's configuration says
 * @param parallelism how many times each operator stands side by side; at most the uplink's partitions are of use; null: what
 *     the cluster's configuration, or who submits the job, says
 */
public record RuntimeOptions(
        Duration checkpointInterval,
        @Nullable String checkpointFolder,
        Duration bufferTimeout,
        @Nullable StateBackend stateBackend,
        @Nullable Integer parallelism)
        implements Serializable {
    public RuntimeOptions {
        if (checkpointInterval.toMillis() < 100) {
            throw new IllegalArgumentException("checkpoints less than 100 ms apart do nothing else");
        }
        if (bufferTimeout.isNegative()) {
            throw new IllegalArgumentException("a buffer timeout can't be negative");
        }
        if (parallelism != null && (parallelism < 1 || parallelism > JobEnvironment.MAX_PARALLELISM)) {
            throw new IllegalArgumentException(
                    "parallelism " + parallelism + " is outside 1 to " + JobEnvironment.MAX_PARALLELISM);
        }
    }

    /**
     * For the way of alarms: little waits in buffers. A checkpoint of a whole city takes a processor for a second or more,
     * which alarms feel; what 15 s of log hold is read again in about one.
     */
    public static RuntimeOptions quick() {
        return new RuntimeOptions(Duration.ofSeconds(15), null, Duration.ofMillis(2), null, null);
    }

    /** For history, where throughput counts. */
    public static RuntimeOptions steady() {
        return new RuntimeOptions(Duration.ofSeconds(5), null, Duration.ofMillis(100), null, null);
    }

    /** The usual options but for what the command line says. */
    public static RuntimeOptions of(JobArguments arguments, RuntimeOptions usual) {
        String backend = arguments.optionalText(JobOption.STATE_BACKEND);
        return new RuntimeOptions(
                arguments.millis(JobOption.CHECKPOINT_INTERVAL_MILLIS, usual.checkpointInterval),
                arguments.optionalText(JobOption.CHECKPOINT_FOLDER),
                arguments.millis(JobOption.BUFFER_TIMEOUT_MILLIS, usual.bufferTimeout),
                backend == null ? usual.stateBackend : StateBackend.ofName(backend),
                arguments.optionalNumber(JobOption.PARALLELISM, usual.parallelism));
    }

    public RuntimeOptions withCheckpointInterval(Duration interval) {
        return new RuntimeOptions(interval, checkpointFolder, bufferTimeout, stateBackend, parallelism);
    }

    public RuntimeOptions withCheckpointFolder(@Nullable String folder) {
        return new RuntimeOptions(checkpointInterval, folder, bufferTimeout, stateBackend, parallelism);
    }

    public RuntimeOptions withStateBackend(StateBackend backend) {
        return new RuntimeOptions(checkpointInterval, checkpointFolder, bufferTimeout, backend, parallelism);
    }

    public RuntimeOptions withParallelism(int number) {
        return new RuntimeOptions(checkpointInterval, checkpointFolder, bufferTimeout, stateBackend, number);
    }

    /** Where state lives while a job runs. */
    public enum StateBackend {
        /** Objects on the heap: quickest, and bounded by memory. */
        HASHMAP("hashmap"),
        /** RocksDB on the local disk: for a whole city's devices. */
        ROCKSDB("rocksdb");

        private final String flinkName;

        StateBackend(String flinkName) {
            this.flinkName = flinkName;
        }

        /** Its name in Flink's configuration and on a job's command line. */
        public String flinkName() {
            return flinkName;
        }

        private static StateBackend ofName(String name) {
            for (StateBackend backend : values()) {
                if (backend.flinkName.equals(name)) {
                    return backend;
                }
            }
            throw new IllegalArgumentException("'" + name + "' is no state backend; there are hashmap and rocksdb");
        }
    }
}
