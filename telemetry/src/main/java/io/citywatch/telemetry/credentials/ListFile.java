package io.citywatch.telemetry.credentials;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A text file in UTF-8 with an entry a line; lines that begin with {@code #} are comments, empty ones say nothing. */
public final class ListFile {
    private ListFile() {}

    /**
     * The entries without the white space around them, by the number of their line, from 1; none when there is no file. Where a
     * line is not UTF-8 it has U+FFFD, which is in no name; so such a line spoils no other, nor a comment.
     *
     * @throws IOException when the file can't be read; the message names it
     */
    public static SortedMap<Integer, String> entries(Path file) throws IOException {
        List<String> lines = lines(file);
        SortedMap<Integer, String> entries = new TreeMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                entries.put(i + 1, line);
            }
        }
        return entries;
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new IOException("the file " + file + " can't be read: " + e.getMessage(), e);
        }
    }
}
