package io.citywatch.telemetry.credentials;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A text file in UTF-8 with an entry a line; lines that begin with {@code #} are comments, empty ones say nothing. */
public final class ListFile {
    private ListFile() {}

    /**
     * All lines as they stand, for whoever names a line by its number.
     *
     * @throws IOException when the file can't be read or is not UTF-8; the message names it
     */
    public static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new IOException("the file " + file + " is not text in UTF-8", e);
        }
    }

    /**
     * The entries, without the white space around them; none when there is no file.
     *
     * @throws IOException when the file can't be read or is not UTF-8; the message names it
     */
    public static List<String> entries(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        return lines(file).stream().map(String::strip).filter(ListFile::isEntry).toList();
    }

    /** Whether a line without the white space around it is an entry. */
    public static boolean isEntry(String line) {
        return !line.isEmpty() && !line.startsWith("#");
    }
}
