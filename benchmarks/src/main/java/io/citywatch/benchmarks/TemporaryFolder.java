package io.citywatch.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A folder that is deleted with all that is in it, which may be gigabytes. */
public record TemporaryFolder(Path path) implements AutoCloseable {
    private static final Set<TemporaryFolder> OPEN = ConcurrentHashMap.newKeySet();

    /** A new, empty folder. */
    public static TemporaryFolder create() throws IOException {
        TemporaryFolder folder = new TemporaryFolder(Files.createTempDirectory("citywatch-bench"));
        OPEN.add(folder);
        return folder;
    }

    /** Deletes those that a process which is told to stop has not closed, as far as their files are still there. */
    static void deleteOpen() {
        OPEN.forEach(folder -> {
            try {
                folder.close();
            } catch (IOException | UncheckedIOException e) {
                System.err.println("citywatch: not all of " + folder.path() + " could be deleted: " + e);
            }
        });
    }

    @Override
    public void close() throws IOException {
        OPEN.remove(this);
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
