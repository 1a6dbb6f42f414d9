package io.citywatch.standalone.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** What we know of an influxd's data folder: its configuration, its log, its write-ahead log and the lock of whoever runs it. */
record InfluxdFolder(Path path) {
    private static final int TAIL_LINES = 20;

    Path config() {
        return path.resolve("influxd.conf");
    }

    Path log() {
        return path.resolve("influxd.log");
    }

    /** The log of the run before. */
    Path logOfBefore() {
        return path.resolve("influxd.log.1");
    }

    Path writeLog() {
        return path.resolve("wal");
    }

    /** Locked by {@code flock(1)} for as long as an influxd lives; the file itself stays and means nothing. */
    Path lock() {
        return path.resolve("influxd.lock");
    }

    /** Writes the configuration and sets the log of the run before aside. */
    void prepare(String configuration) throws IOException {
        Files.writeString(config(), configuration);
        if (Files.exists(log())) {
            Files.move(log(), logOfBefore(), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.createFile(log());
    }

    /** The end of the log, for a message about an influxd that failed. */
    String logTail() {
        try {
            List<String> lines = new String(Files.readAllBytes(log()), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e + ")";
        }
    }
}
