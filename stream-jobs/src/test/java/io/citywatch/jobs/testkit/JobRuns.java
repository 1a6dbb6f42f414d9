package io.citywatch.jobs.testkit;

import io.citywatch.jobs.runtime.RetainedCheckpoints;
import io.citywatch.jobs.runtime.RuntimeOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;

/** Runs of one job, one after the other, each of which goes on where the one before stopped. */
public final class JobRuns {
    private final Path checkpoints;

    /** Runs whose checkpoints go to that folder. */
    public JobRuns(Path checkpoints) {
        this.checkpoints = checkpoints;
    }

    /** A cluster for a test class. */
    public static MiniClusterExtension cluster() {
        return new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
                .setNumberTaskManagers(1)
                .setNumberSlotsPerTaskManager(2)
                .build());
    }

    /** Settings with frequent checkpoints in the folder. */
    public RuntimeOptions runtime(RuntimeOptions usual) {
        return usual.withCheckpointInterval(Duration.ofMillis(300))
                .withCheckpointFolder(checkpoints.toUri().toString());
    }

    /** Starts the job from the newest checkpoint, if there is one. */
    public JobClient start(String name, Consumer<StreamExecutionEnvironment> definition) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        definition.accept(env);
        RetainedCheckpoints.newest(checkpoints).ifPresent(checkpoint -> RetainedCheckpoints.resume(env, checkpoint));
        return env.executeAsync(name);
    }

    /** Whether a checkpoint has been left. */
    public boolean hasCheckpoint() {
        return RetainedCheckpoints.newest(checkpoints).isPresent();
    }
}
