package io.citywatch.telemetry.codec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A message as a device sends it, and what it has to become: fields, a line {@code ---}, then the messages as they describe
 * themselves and the rejections, each in a line.
 */
record GoldenFile(Path file, Map<String, String> fields, List<String> expected) {
    /** The time of arrival of every message. */
    static final long ARRIVAL = 1_676_339_400_000L;

    private static final Path FOLDER = Path.of("src/test/resources/golden");

    static List<GoldenFile> all(String convention) {
        try (Stream<Path> files = Files.list(FOLDER.resolve(convention))) {
            return files.sorted().map(GoldenFile::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GoldenFile read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int end = lines.indexOf("---");
        Map<String, String> fields = new HashMap<>();
        for (String line : lines.subList(0, end)) {
            int colon = line.indexOf(": ");
            fields.put(line.substring(0, colon), line.substring(colon + 2));
        }
        return new GoldenFile(file, fields, lines.subList(end + 1, lines.size()));
    }

    String topic() {
        return fields.get("topic");
    }

    byte[] payload() {
        String hex = fields.get("hex");
        return hex == null
                ? fields.get("payload").getBytes(StandardCharsets.UTF_8)
                : HexFormat.of().parseHex(hex);
    }

    /** The lines that the result makes. */
    static List<String> describe(Decoded decoded) {
        return DecodedLines.of(decoded);
    }

    @Override
    public String toString() {
        return file.getFileName().toString();
    }
}
