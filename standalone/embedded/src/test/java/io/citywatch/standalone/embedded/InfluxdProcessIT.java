package io.citywatch.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfluxdProcessIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    @Test
    void answersWithWhatWasWritten() throws Exception {
        try (InfluxdProcess influxd = InfluxdProcess.start(options())) {
            query(influxd, "CREATE DATABASE citywatch");

            write(influxd, "gas,device=g-1 gasLel=3.25 1676339400000");

            assertThat(query(influxd, "SELECT gasLel FROM gas")).contains("3.25");
        }
    }

    @Test
    void keepsItsDataOverARestart() throws Exception {
        try (InfluxdProcess influxd = InfluxdProcess.start(options())) {
            query(influxd, "CREATE DATABASE citywatch");
            write(influxd, "gas,device=g-1 gasLel=3.25 1676339400000");
        }

        try (InfluxdProcess influxd = InfluxdProcess.start(options())) {
            assertThat(query(influxd, "SELECT gasLel FROM gas")).contains("3.25");
        }
    }

    /** Without {@link InfluxdWriteLog} the second start loses what the first had confirmed. */
    @Test
    void whatItConfirmedAfterAKillInTheMidstOfAnEntrySurvivesTheNextStarts() throws Exception {
        try (InfluxdProcess influxd = InfluxdProcess.start(options())) {
            query(influxd, "CREATE DATABASE citywatch");
            write(influxd, "gas,device=g-1 gasLel=1.25 1676339400000");
            kill(influxd);
        }
        byte[] halfAnEntry = {1, 0, 0, 3, 0, 17, 17, 17, 17, 17, 17, 17};
        Files.write(newestSegment(), halfAnEntry, StandardOpenOption.APPEND);

        try (InfluxdProcess influxd = InfluxdProcess.start(options())) {
            write(influxd, "gas,device=g-1 gasLel=2.25 1676339401000");
            kill(influxd);
        }

        try (InfluxdProcess influxd = InfluxdProcess.start(options())) {
            assertThat(query(influxd, "SELECT gasLel FROM gas")).contains("1.25", "2.25");
        }
    }

    @Test
    void isGoneWhenItIsClosed() throws Exception {
        InfluxdProcess influxd = InfluxdProcess.start(options());

        influxd.close();

        assertThat(influxd.onExit()).succeedsWithin(PATIENCE);
        assertThat(listens(influxd.port())).isFalse();
    }

    @Test
    void namesAPortThatIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = other.getLocalPort();

            assertThatThrownBy(() -> InfluxdProcess.start(options().withPort(port)))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessage("Port %d, wanted for InfluxDB, is taken", port);
        }
    }

    @Test
    void endsWhenItsJvmIsKilledAndLeavesTheFolderToTheNext() throws Exception {
        int port;
        try (ForkedJvm jvm = ForkedJvm.start(InfluxdToKill.class, options().dataDir())) {
            port = await().atMost(PATIENCE)
                    .until(() -> printedPort(jvm), OptionalInt::isPresent)
                    .getAsInt();
            assertThat(listens(port)).isTrue();

            jvm.kill();
        }

        try (InfluxdProcess next = InfluxdProcess.start(options().withPort(port))) {
            assertThat(next.port()).isEqualTo(port);
        }
        await().atMost(PATIENCE).until(() -> !listens(port));
    }

    @Test
    void endsWhenItsJvmIsKilled() throws Exception {
        try (ForkedJvm jvm = ForkedJvm.start(InfluxdToKill.class, options().dataDir())) {
            int port = await().atMost(PATIENCE)
                    .until(() -> printedPort(jvm), OptionalInt::isPresent)
                    .getAsInt();

            jvm.kill();

            await().atMost(PATIENCE).until(() -> !listens(port));
        }
    }

    /** What a supervisor does that stops a whole group of processes at once: influxd has a group of its own. */
    @Test
    void isNotLeftBehindWhenItsWatchIsToldToEndAndItsJvmIsKilled() throws Exception {
        try (ForkedJvm jvm = ForkedJvm.start(InfluxdToKill.class, options().dataDir())) {
            int port = await().atMost(PATIENCE)
                    .until(() -> printedPort(jvm), OptionalInt::isPresent)
                    .getAsInt();

            jvm.descendants()
                    .filter(child -> child.info().command().orElse("").endsWith("sh"))
                    .forEach(ProcessHandle::destroy);
            jvm.kill();

            await().atMost(PATIENCE).until(() -> !listens(port));
        }
    }

    @Test
    void showsTheEndOfTheLogWhenItDoesNotStart() throws Exception {
        Path broken = Files.writeString(folder.resolve("influxd"), "#!/bin/sh\necho no luck today\nexit 3\n");
        Files.setPosixFilePermissions(broken, PosixFilePermissions.fromString("rwx------"));

        assertThatThrownBy(() -> InfluxdProcess.start(options().withExecutable(broken)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ended with status 3")
                .hasMessageContaining("no luck today");
    }

    private InfluxdOptions options() {
        return InfluxdOptions.in(folder.resolve("data \"of\" influxd")).withStartTimeout(PATIENCE);
    }

    /** As {@code kill -9} does; returns when it has ended. */
    private static void kill(InfluxdProcess influxd) {
        ProcessHandle.current()
                .descendants()
                .filter(child -> child.info().command().orElse("").endsWith("/influxd"))
                .forEach(ProcessHandle::destroyForcibly);
        assertThat(influxd.onExit()).succeedsWithin(PATIENCE);
    }

    private Path newestSegment() throws IOException {
        try (Stream<Path> files = Files.walk(options().dataDir().resolve("wal"))) {
            return files.filter(file -> file.toString().endsWith(".wal"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    private void write(InfluxdProcess influxd, String line) throws IOException, InterruptedException {
        URI uri = influxd.url().resolve("/write?db=citywatch&precision=ms");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .POST(HttpRequest.BodyPublishers.ofString(line))
                .build();
        assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(204);
    }

    private String query(InfluxdProcess influxd, String influxql) throws IOException, InterruptedException {
        URI uri = influxd.url().resolve("/query?db=citywatch&q=" + URLEncoder.encode(influxql, StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(uri)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    private static OptionalInt printedPort(ForkedJvm jvm) {
        return jvm.lines().stream()
                .filter(line -> line.startsWith(InfluxdToKill.PORT))
                .mapToInt(line -> Integer.parseInt(line.substring(InfluxdToKill.PORT.length())))
                .findFirst();
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
