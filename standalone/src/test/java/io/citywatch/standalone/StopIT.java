package io.citywatch.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.citywatch.standalone.embedded.InfluxdProcess;
import io.citywatch.standalone.platform.DataFolder;
import io.citywatch.standalone.platform.Platform;
import io.citywatch.standalone.platform.PlatformOptions;
import io.citywatch.standalone.platform.PlatformProcess;
import io.citywatch.standalone.platform.PortOptions;
import io.citywatch.standalone.platform.StartupException;
import io.citywatch.standalone.platform.Version;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a platform ends, and when it does not begin. */
class StopIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path data;

    @Test
    void stopsByItselfWithExitCodeZeroAndLeavesNoProcess() throws Exception {
        try (PlatformProcess platform = PlatformProcess.start(data, "--for", "2")) {
            List<ProcessHandle> children =
                    ProcessHandle.of(platform.pid()).orElseThrow().descendants().toList();
            assertThat(children).as("influxd and what watches it").isNotEmpty();

            int exitCode = platform.waitFor();

            assertThat(exitCode).isZero();
            assertThat(children).noneMatch(ProcessHandle::isAlive);
        }
    }

    @Test
    void namesAPortThatIsTakenAndLeavesTheFolderFree() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = other.getLocalPort();

            assertThatThrownBy(() -> Platform.start(options(new PortOptions(port, 0, 0, 0, 0, 0))))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining(Integer.toString(port))
                    .hasMessageContaining("--mqtt-port");
            assertThatThrownBy(() -> Platform.start(options(new PortOptions(0, 0, 0, port, 0, 0))))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining(Integer.toString(port));
        }
    }

    @Test
    void endsBeforeTheLogAnswersAndLeavesTheFolderFree() throws Exception {
        Process platform = start(PlatformProcess.command(data));
        await().atMost(PATIENCE).until(() -> Files.exists(data.resolve("keys/mqtt.key")));
        List<ProcessHandle> children = platform.descendants().toList();

        platform.destroy();

        assertThat(platform.waitFor()).as(said()).isEqualTo(143);
        assertThat(children).noneMatch(ProcessHandle::isAlive);
        assertThat(said()).contains("told to stop before it was up").doesNotContain("did not stop within");
        DataFolder.open(data).close();
    }

    @Test
    void hearsThatItIsToStopWhileInfluxDbStillReadsItsDataBack() throws Exception {
        Path begun = data.resolve("begun");
        Process platform = start(influxd("touch " + begun + "; exec sleep 600"));
        await().atMost(PATIENCE).until(() -> Files.exists(begun) && said().contains("Kafka answers"));

        platform.destroy();

        platform.waitFor();
        assertStoppedInGoodOrder();
        assertThat(said()).contains("told to stop before it was up");
    }

    @Test
    void stopsWhileInfluxDbIsStartedAnewAndReadsItsDataBack() throws Exception {
        Path pid = data.resolve("pid");
        Path again = data.resolve("again");
        // Ends when it is told to, as influxd does meanwhile; the one above has to be killed
        Process platform = start(influxd("test -e " + pid + " && touch " + again
                + " && exec env --default-signal=TERM sleep 600; echo $$ >" + pid
                + "; exec " + InfluxdProcess.findExecutable() + " \"$@\""));
        await().atMost(PATIENCE).until(() -> said().contains("platform is up"));
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                .orElseThrow()
                .destroyForcibly();
        await().atMost(PATIENCE).until(() -> Files.exists(again));

        platform.destroy();

        platform.waitFor();
        assertStoppedInGoodOrder();
        assertThat(said())
                .containsSubsequence(
                        "InfluxDB ended, and nobody here told it to exitCode=\"137\" log=",
                        "InfluxDB is started again; until it answers, the log keeps what is to be written seconds=",
                        "influxd.log.1")
                .doesNotContain("at io.citywatch.standalone.embedded.InfluxdProcess");
    }

    /** As after an update that has gone wrong: an error in the middle of the start, when servers run already. */
    @Test
    void endsWithExitCodeOneWhenAClassIsMissing() throws Exception {
        ProcessBuilder builder = PlatformProcess.command(data);
        List<String> command = builder.command();
        int classPath = command.indexOf("-cp") + 1;
        command.set(
                classPath,
                Stream.of(command.get(classPath).split(File.pathSeparator))
                        .filter(entry -> !entry.contains("flink-connector-kafka"))
                        .collect(Collectors.joining(File.pathSeparator)));

        int exitCode = start(builder).waitFor();

        assertThat(said()).contains("citywatch: java.lang.NoClassDefFoundError");
        assertThat(exitCode).isEqualTo(1);
        assertThat(data.resolve("kafka")).as("the log was up").isDirectory();
        assertStoppedInGoodOrder();
    }

    /** What the state of another version looks like to Flink: it is not that of this job. */
    @Test
    void namesWhyAJobCannotGoOnAndTheWayOut() throws Exception {
        Path checkpoints = data.resolve("flink/checkpoints");
        try (Platform platform = Platform.start(options(PortOptions.FREE))) {
            assertThat(platform.httpPort()).isPositive();
            await().atMost(PATIENCE).until(() -> isComplete(checkpoints.resolve("historian")));
        }
        Files.move(checkpoints.resolve("alarms"), data.resolve("alarms.before"));
        Files.move(checkpoints.resolve("historian"), checkpoints.resolve("alarms"));
        Files.writeString(data.resolve("version"), "0.0.9\n");

        assertThatThrownBy(() -> Platform.start(options(PortOptions.FREE)))
                .isInstanceOf(StartupException.class)
                .hasMessageContainingAll(
                        "the job alarms did not start: java.lang.IllegalStateException: ",
                        "last used by citywatch 0.0.9, this is " + Version.THIS,
                        "move " + checkpoints.resolve("alarms") + " away");
        assertThat(isComplete(checkpoints.resolve("alarms")))
                .as("kept for the version that can go on from it")
                .isTrue();

        Files.move(checkpoints.resolve("alarms"), data.resolve("alarms.aside"));
        try (Platform platform = Platform.start(options(PortOptions.FREE))) {
            assertThat(platform.httpPort()).isPositive();
        }
        assertThat(data.resolve("version")).hasContent(Version.THIS);
    }

    private static boolean isComplete(Path job) throws IOException {
        try (Stream<Path> files = Files.walk(job)) {
            return files.anyMatch(file -> file.endsWith("_metadata"));
        } catch (NoSuchFileException | UncheckedIOException e) {
            // Not made yet, or an older one was deleted while it was looked at
            return false;
        }
    }

    /** The log leaves this behind when it is closed, and is not just gone. */
    private void assertStoppedInGoodOrder() throws IOException {
        assertThat(data.resolve("kafka/.kafka_cleanshutdown")).as(said()).exists();
        assertThat(said()).doesNotContain("did not stop within");
    }

    private Process start(ProcessBuilder builder) throws IOException {
        return builder.redirectErrorStream(true)
                .redirectOutput(data.resolve("said").toFile())
                .start();
    }

    /** A platform whose influxd is this script, but for the question of its version. */
    private ProcessBuilder influxd(String script) throws IOException, InterruptedException {
        Path folder = Files.createDirectory(data.resolve("bin"));
        Path influxd = Files.writeString(
                folder.resolve("influxd"),
                "#!/bin/sh\n[ \"$1\" != version ] || exec " + InfluxdProcess.findExecutable() + " version\n" + script
                        + '\n');
        Files.setPosixFilePermissions(influxd, PosixFilePermissions.fromString("rwx------"));
        ProcessBuilder builder = PlatformProcess.command(data);
        builder.environment().merge("PATH", folder.toString(), (path, mine) -> mine + File.pathSeparator + path);
        return builder;
    }

    private String said() throws IOException {
        return Files.readString(data.resolve("said"));
    }

    private PlatformOptions options(PortOptions ports) {
        return PlatformOptions.of(data, ports, PlatformOptions.City.NONE);
    }
}
