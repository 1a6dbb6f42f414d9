package io.citywatch.jobs.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The checkpoints that a job has left in its folder, from which its next run goes on. */
public final class RetainedCheckpoints {
    /** Written last: a checkpoint that has it is whole. */
    private static final String METADATA = "_metadata";

    /** Folder, job, checkpoint, metadata. */
    private static final int METADATA_DEPTH = 3;

    private RetainedCheckpoints() {}

    /** The newest whole checkpoint in a job's checkpoint folder, whichever run it was that left it. */
    public static Optional<Path> newest(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(folder, METADATA_DEPTH)) {
            return files.filter(file -> file.endsWith(METADATA))
                    .max(Comparator.comparing(RetainedCheckpoints::written))
                    .map(Path::getParent);
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoints in " + folder + " can't be listed", e);
        }
    }

    /**
     * Lets the job that is to be defined in the environment go on from that checkpoint, which then belongs to the job and is
     * deleted with its older ones.
     */
    public static void resume(StreamExecutionEnvironment env, Path checkpoint) {
        Configuration settings = new Configuration();
        settings.set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint.toUri().toString());
        settings.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
        env.configure(settings, RetainedCheckpoints.class.getClassLoader());
    }

    private static FileTime written(Path metadata) {
        try {
            return Files.getLastModifiedTime(metadata);
        } catch (IOException e) {
            throw new UncheckedIOException(metadata + " can't be read", e);
        }
    }
}
