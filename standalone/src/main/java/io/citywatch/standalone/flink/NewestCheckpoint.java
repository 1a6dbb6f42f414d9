package io.citywatch.standalone.flink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the checkpoint from which a job goes on.
 *
 * <p>A job's folder holds one folder for each of its runs, and that one {@code chk-N} for each retained checkpoint. A
 * checkpoint is complete when it has a {@code _metadata} file, which is put there last and in one step. A run that goes on from a
 * checkpoint counts on from its number, so the newest has the highest, whatever a copy of the folder has done to the files' times.
 */
final class NewestCheckpoint {
    private static final String METADATA = "_metadata";
    private static final Pattern NUMBERED = Pattern.compile("chk-(\\d{1,18})");
    private static final int DEPTH_OF_METADATA = 3;

    private NewestCheckpoint() {}

    /** The folder of the job's newest complete checkpoint, or nothing when there is none. */
    static Optional<Path> in(Path jobFolder) {
        if (!Files.isDirectory(jobFolder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.find(
                jobFolder,
                DEPTH_OF_METADATA,
                (path, attributes) -> attributes.isRegularFile()
                        && path.getFileName().toString().equals(METADATA)
                        && attributes.size() > 0)) {
            return files.map(Path::getParent)
                    .max(Comparator.comparingLong(NewestCheckpoint::number).thenComparing(NewestCheckpoint::written));
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoints in " + jobFolder + " can't be listed", e);
        }
    }

    private static long number(Path checkpoint) {
        Matcher numbered = NUMBERED.matcher(checkpoint.getFileName().toString());
        return numbered.matches() ? Long.parseLong(numbered.group(1)) : -1;
    }

    private static FileTime written(Path checkpoint) {
        try {
            return Files.getLastModifiedTime(checkpoint.resolve(METADATA));
        } catch (IOException e) {
            throw new UncheckedIOException(checkpoint + " can't be looked at", e);
        }
    }
}
