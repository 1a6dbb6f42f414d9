package io.citywatch.jobs.testkit;

import static org.awaitility.Awaitility.await;

import io.citywatch.jobs.runtime.RuntimeOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
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

    /** Settings with frequent checkpoints in the folder, one task for each operator where they say no other number. */
    public RuntimeOptions runtime(RuntimeOptions usual) {
        Integer parallelism = usual.parallelism();
        return usual.withParallelism(parallelism == null ? 1 : parallelism)
                .withCheckpointInterval(Duration.ofMillis(300))
                .withCheckpointFolder(checkpoints.toUri().toString());
    }

    /** Starts the job from the newest checkpoint, if there is one. */
    public JobClient start(String name, Consumer<StreamExecutionEnvironment> definition) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        definition.accept(env);
        Optional<Path> newest = newestCheckpoint();
        if (newest.isPresent()) {
            Configuration from = new Configuration();
            from.set(StateRecoveryOptions.SAVEPOINT_PATH, newest.get().toUri().toString());
            env.configure(from, JobRuns.class.getClassLoader());
        }
        return env.executeAsync(name);
    }

    /**
     * Waits for a checkpoint that holds all that the job has done until now. The next one that is completed may have been
     * begun before; the one after it was not.
     */
    public void awaitCheckpoint(Duration patience) throws IOException {
        for (int i = 0; i < 2; i++) {
            // Old ones are deleted while we look
            Optional<Path> before = await().atMost(patience)
                    .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                    .until(this::newestCheckpoint, found -> true);
            await().atMost(patience)
                    .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                    .until(() -> !newestCheckpoint().equals(before));
        }
    }

    private Optional<Path> newestCheckpoint() throws IOException {
        if (!Files.isDirectory(checkpoints)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(checkpoints)) {
            return files.filter(file -> file.endsWith("_metadata"))
                    .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
                    .map(Path::getParent);
        }
    }
}
