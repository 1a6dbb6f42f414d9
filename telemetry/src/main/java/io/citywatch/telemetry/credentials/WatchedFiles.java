package io.citywatch.telemetry.credentials;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What files say together, read anew when one of them has changed. Files that can't be used leave all as it was.
 *
 * <p>Thread-safe, but for {@link #reload}, which is called by one thread at a time.
 *
 * @param <T> what is read from them
 */
public final class WatchedFiles<T> {
    private final List<Path> files;
    private final Reader<T> reader;
    private final Consumer<String> unusable;
    private volatile T inUse;
    /** By what it is known that the files have changed since then. Used by who reloads only. */
    private List<FileStamp> stamps;
    /** What was wrong at the last look, so that it is said once. Used by who reloads only. */
    private @Nullable String problem;

    /**
     * Reads the files.
     *
     * @param unusable is told what is wrong with changed files: once, until it is mended or another thing
     * @throws IOException when they can't be used; the message says why
     */
    public WatchedFiles(List<Path> files, Reader<T> reader, Consumer<String> unusable) throws IOException {
        this.files = files;
        this.reader = reader;
        this.unusable = unusable;
        // The stamps first: a change while reading is then noticed at the next look
        this.stamps = stamps(files);
        this.inUse = reader.read(null);
    }

    /** What was read last. */
    public T inUse() {
        return inUse;
    }

    /** Reads the files again if one of them has changed; whether something new is in use. */
    public boolean reload() {
        try {
            List<FileStamp> now = stamps(files);
            boolean changed = !now.equals(stamps);
            if (changed) {
                inUse = reader.read(inUse);
                stamps = now;
            }
            problem = null;
            return changed;
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage());
            if (!reason.equals(problem)) {
                problem = reason;
                unusable.accept(reason);
            }
            return false;
        }
    }

    private static List<FileStamp> stamps(List<Path> files) throws IOException {
        List<FileStamp> stamps = new ArrayList<>(files.size());
        for (Path file : files) {
            stamps.add(FileStamp.of(file));
        }
        return stamps;
    }

    /** Makes of the files what is used. */
    public interface Reader<T> {
        /**
         * Reads the files.
         *
         * @param inUse what is in use until now; null at the start
         * @throws IOException when they can't be used; the message says why
         */
        T read(@Nullable T inUse) throws IOException;
    }
}
