package io.citywatch.telemetry.credentials;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * By what it is known that a file has changed since it was read. Taken before the file is read, it shows a change while that is
 * done at the next look.
 *
 * @param modified when the file was written; null when there is none
 * @param bytes how long it is; null when there is none
 */
public record FileStamp(@Nullable FileTime modified, @Nullable Long bytes) {
    /**
     * The stamp of that file now, be it there or not.
     *
     * @throws IOException when that can't be told
     */
    public static FileStamp of(Path file) throws IOException {
        try {
            return new FileStamp(Files.getLastModifiedTime(file), Files.size(file));
        } catch (NoSuchFileException e) {
            return new FileStamp(null, null);
        }
    }
}
