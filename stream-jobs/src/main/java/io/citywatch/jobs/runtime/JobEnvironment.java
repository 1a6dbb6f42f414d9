package io.citywatch.jobs.runtime;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The settings that every job runs with, in one place. */
public final class JobEnvironment {
    /**
     * The number of key groups, which bounds how far a job can be spread. It is part of every savepoint and never changes;
     * 128 slots are far more than one city needs, and few enough not to weigh on a checkpoint.
     */
    public static final int MAX_PARALLELISM = 128;

    /**
     * The buffer timeout of an operator that seldom says something: each of its elements goes on at once. Any other timeout costs a
     * thread that looks again and again whether something waits.
     */
    public static final long AT_ONCE = 0;

    /** A restart may be the answer to something that lasts: it is tried soon, and then more and more seldom. */
    private static final Duration FIRST_RESTART_DELAY = Duration.ofMillis(500);

    private static final Duration LAST_RESTART_DELAY = Duration.ofSeconds(30);

    /** A checkpoint of a whole city is some hundred megabytes; Flink's own 4 KiB would be a call of the system for each. */
    private static final int CHECKPOINT_BUFFER_BYTES = 256 * 1024;

    private JobEnvironment() {}

    /** Gives the environment the settings of those options. */
    public static void configure(StreamExecutionEnvironment env, RuntimeOptions options) {
        env.configure(configuration(options), JobEnvironment.class.getClassLoader());
    }

    /** The settings of those options, for an environment of one's own. */
    public static Configuration configuration(RuntimeOptions options) {
        Configuration settings = new Configuration();

        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, options.checkpointInterval());
        // The checkpoints of a large city take seconds of a processor: between two there is as long a time without any
        settings.set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, options.checkpointInterval());
        settings.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
        settings.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        settings.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 2);
        settings.set(CheckpointingOptions.FS_WRITE_BUFFER_SIZE, CHECKPOINT_BUFFER_BYTES);
        // A checkpoint waits for InfluxDB when it is away. That is no reason to fail: the offsets wait with it.
        settings.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
        if (options.checkpointFolder() != null) {
            settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
            settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, options.checkpointFolder());
        }
        RuntimeOptions.StateBackend backend = options.stateBackend();
        if (backend != null) {
            settings.set(StateBackendOptions.STATE_BACKEND, backend.flinkName());
            settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, backend == RuntimeOptions.StateBackend.ROCKSDB);
        }

        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, FIRST_RESTART_DELAY);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, LAST_RESTART_DELAY);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, Integer.MAX_VALUE);

        settings.set(ExecutionOptions.BUFFER_TIMEOUT, options.bufferTimeout());
        // Elements are immutable, so operators of one chain hand them on without a copy.
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        settings.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
        Integer parallelism = options.parallelism();
        if (parallelism != null) {
            settings.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
        }
        return settings;
    }
}
