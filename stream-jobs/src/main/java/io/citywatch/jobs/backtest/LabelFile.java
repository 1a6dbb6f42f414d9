package io.citywatch.jobs.backtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.citywatch.telemetry.codec.JsonWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the windows in which something was wrong with a series: JSON, an object of lists of windows by the name of the
 * series' file, or such a list alone. A window is {@code ["2014-04-10 07:15:00", "2014-04-11 16:45:00"]}.
 */
public final class LabelFile {
    private LabelFile() {}

    /** The windows of one series. */
    public static List<Window> read(Path labels, Path series) throws IOException, BacktestException {
        JsonNode windows = windowsOf(tree(labels), String.valueOf(series.getFileName()));
        if (windows == null || !windows.isArray()) {
            throw new BacktestException(labels + ": has no list of windows for " + series.getFileName());
        }
        List<Window> all = new ArrayList<>();
        for (JsonNode window : windows) {
            all.add(window(window, labels));
        }
        return all;
    }

    private static JsonNode tree(Path labels) throws IOException, BacktestException {
        try {
            return new ObjectMapper().readTree(Files.readAllBytes(labels));
        } catch (JsonProcessingException e) {
            throw new BacktestException(labels + ": is not JSON: " + JsonWords.of(e));
        }
    }

    /** By the name of the file, also where the names stand with their folders. */
    private static @Nullable JsonNode windowsOf(JsonNode labels, String name) {
        if (!labels.isObject()) {
            return labels;
        }
        for (var entry : labels.properties()) {
            if (entry.getKey().equals(name) || entry.getKey().endsWith("/" + name)) {
                return entry.getValue();
            }
        }
        return null;
    }

    private static Window window(JsonNode window, Path labels) throws BacktestException {
        try {
            if (window.isArray() && window.size() == 2) {
                return new Window(
                        time(window.get(0).asText()), time(window.get(1).asText()));
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new BacktestException(labels + ": " + window + " is no window: " + e.getMessage());
        }
        throw new BacktestException(labels + ": " + window + " is no window: it has to be a list of two times");
    }

    private static long time(String text) {
        return Timestamp.parse(text, Timestamp.unit(text));
    }
}
