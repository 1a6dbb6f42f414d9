package io.citywatch.telemetry.credentials;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
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
     * @throws IOException when the file is there and can't be read, or that can't be told; the message names it
     */
    public static FileStamp of(Path file) throws IOException {
        try {
            FileStamp stamp = new FileStamp(Files.getLastModifiedTime(file), Files.size(file));
            if (!Files.isReadable(file)) {
                throw new AccessDeniedException(file.toString());
            }
            return stamp;
        } catch (NoSuchFileException e) {
            return new FileStamp(null, null);
        } catch (AccessDeniedException e) {
            throw new IOException("the file " + file + " can't be read", e);
        }
    }
}
