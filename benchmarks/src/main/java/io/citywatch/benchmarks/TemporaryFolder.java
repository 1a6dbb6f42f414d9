package io.citywatch.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder that is deleted with all that is in it. */
public record TemporaryFolder(Path path) implements AutoCloseable {
    /** A new, empty folder. */
    public static TemporaryFolder create() throws IOException {
        return new TemporaryFolder(Files.createTempDirectory("citywatch-bench"));
    }

    /**
     * Deletes as much as can be deleted.
     *
     * @throws IOException why something can't
     */
    @Override
    public void close() throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(path)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        IOException failure = null;
        for (Path file : deepestFirst) {
            failure = delete(file, failure);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static @Nullable IOException delete(Path file, @Nullable IOException before) {
        try {
            Files.deleteIfExists(file);
            return before;
        } catch (IOException e) {
            return before == null ? e : before;
        }
    }
}
