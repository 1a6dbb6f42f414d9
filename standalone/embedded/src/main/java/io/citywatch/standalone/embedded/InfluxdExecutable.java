package io.citywatch.standalone.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the influxd of an InfluxDB 1: that of an InfluxDB 2 has the same name and takes no configuration of ours. */
final class InfluxdExecutable {
    private static final Pattern VERSION = Pattern.compile("InfluxDB v?(?<major>\\d+)\\.");
    private static final long ANSWER_SECONDS = 10;

    private InfluxdExecutable() {}

    /** Where it may be: the folders of a {@code PATH}, else {@code /usr/bin}, {@code /usr/sbin} or {@code /usr/local/bin}. */
    static Stream<String> folders(String path) {
        return Stream.concat(
                Stream.of(path.split(File.pathSeparator, -1)), Stream.of("/usr/bin", "/usr/sbin", "/usr/local/bin"));
    }

    /**
     * The first of that name in those folders that does not say that it is of another version.
     *
     * @throws NoInfluxdException when there is none; the message names those of another version
     */
    static Path find(Stream<String> folders) throws InterruptedException {
        List<String> others = new ArrayList<>();
        List<Path> candidates = folders.filter(name -> !name.isEmpty())
                .map(name -> Path.of(name, "influxd"))
                .distinct()
                .filter(Files::isExecutable)
                .toList();
        for (Path candidate : candidates) {
            String version = version(candidate);
            Matcher matcher = VERSION.matcher(version);
            if (!matcher.find() || matcher.group("major").equals("1")) {
                return candidate;
            }
            others.add(candidate + " is " + version.lines().findFirst().orElse(""));
        }
        throw new NoInfluxdException(
                others.isEmpty()
                        ? "There is no influxd on this machine (Debian, Ubuntu: apt-get install influxdb)"
                        : "There is no influxd of InfluxDB 1 on this machine: " + String.join(", ", others)
                                + ". Name a server that runs by --influx, or install InfluxDB 1 too");
    }

    /** What it says of itself; empty when it says nothing. */
    private static String version(Path executable) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(executable.toString(), "version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "";
            }
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
