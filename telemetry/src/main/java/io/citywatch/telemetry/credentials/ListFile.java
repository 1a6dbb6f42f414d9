package io.citywatch.telemetry.credentials;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A text file in UTF-8 with an entry a line; lines that begin with {@code #} are comments, empty ones say nothing. */
public final class ListFile {
    private ListFile() {}

    /**
     * The entries without the white space around them, by the number of their line, from 1; none when there is no file.
     *
     * @throws IOException when the file can't be read or is not UTF-8; the message names it
     */
    public static SortedMap<Integer, String> entries(Path file) throws IOException {
        SortedMap<Integer, String> entries = new TreeMap<>();
        if (!Files.exists(file)) {
            return entries;
        }
        List<String> lines = lines(file);
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
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new IOException("the file " + file + " is not text in UTF-8", e);
        }
    }
}
