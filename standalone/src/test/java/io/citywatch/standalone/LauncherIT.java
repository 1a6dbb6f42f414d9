package io.citywatch.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher does before there is a platform: it may take minutes, and ends with all that it has begun. */
class LauncherIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** What the launcher needs of a machine to find that something has to be installed. */
    private static final List<String> TOOLS =
            List.of("dirname", "readlink", "grep", "mkdir", "mv", "sed", "sleep", "tail", "wc");

    @TempDir
    Path folder;

    private Path bin;

    @BeforeEach
    void copy() throws IOException {
        Files.copy(Path.of(System.getProperty("citywatch.root"), "citywatch"), folder.resolve("citywatch"));
        bin = Files.createDirectory(folder.resolve("bin"));
    }

    @Test
    void takesTheBuildAlongWhenItIsToldToStop() throws Exception {
        endless("mvn");

        assertTakesAlong("building", search(bin.toString()), "demo", "--influx", "http://127.0.0.1:1");
    }

    @Test
    void takesTheTestsAlongWhenItIsToldToStop() throws Exception {
        endless("mvn");

        assertTakesAlong("testing", search(bin.toString()), "test");
    }

    @Test
    void takesAnInstallationAlongWhenItIsToldToStop() throws Exception {
        isMissingMaven();
        // With this command the installation begins
        endless("env");

        assertTakesAlong("installing Maven", bin.toString(), "build");
    }

    @Test
    void waitsForAnotherInstallationToEnd() throws Exception {
        String lock = "E: Could not get lock /var/lib/apt/lists/lock. It is held by process 7 (apt-get)";
        Path tries = folder.resolve("tries");
        isMissingMaven();
        script("sleep", "exit 0");
        script("env", "echo >>" + tries + "; [ $(wc -l <" + tries + ") -eq 3 ] || { echo '" + lock + "'; exit 100; }");

        Launched launched = launch(bin.toString(), "build");

        launched.end();
        assertThat(Files.readAllLines(tries)).hasSize(3);
        assertThat(launched.said())
                .containsOnlyOnce("another installation is under way")
                .contains("installed Maven");
    }

    @Test
    void saysWhatCouldNotBeInstalled() throws Exception {
        isMissingMaven();
        script("env", "echo 'E: Unable to locate package maven'; exit 100");

        Launched launched = launch(bin.toString(), "build");

        assertThat(launched.end()).isEqualTo(1);
        assertThat(launched.said())
                .contains("Unable to locate package", "Maven could not be installed")
                .doesNotContain("another installation");
    }

    private void assertTakesAlong(String doing, String path, String... arguments) throws Exception {
        Launched launched = launch(path, arguments);
        await().atMost(PATIENCE).until(() -> Files.exists(begun()));
        ProcessHandle begun = ProcessHandle.of(
                        Long.parseLong(Files.readString(begun()).strip()))
                .orElseThrow();

        launched.process.destroy();

        assertThat(launched.end()).as(launched.said()).isEqualTo(143);
        await().atMost(PATIENCE).until(() -> !begun.isAlive());
        assertThat(launched.said())
                .contains("told to stop while it was " + doing)
                .doesNotContain("failed", "could not");
    }

    private Launched launch(String path, String... arguments) throws IOException {
        Path said = folder.resolve("said");
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(
                                Stream.of("bash", folder.resolve("citywatch").toString()), Stream.of(arguments))
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().put("PATH", path);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return new Launched(builder.start(), said);
    }

    /** A machine without Maven, and with nothing else than what the launcher needs to install it. */
    private void isMissingMaven() throws IOException {
        for (String tool : TOOLS) {
            script(tool, "exec " + found(tool) + " \"$@\"");
        }
        script("apt-get", "exit 1");
        script("id", "echo 0");
    }

    private Path begun() {
        return folder.resolve("begun");
    }

    /** A command that goes on for longer than any test. */
    private void endless(String name) throws IOException {
        script(name, "echo $$ >" + begun() + ".new\nmv " + begun() + ".new " + begun() + "\nexec sleep 600");
    }

    private void script(String name, String text) throws IOException {
        Path script = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + text + '\n');
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    /** The machine's commands, and before them those of that folder. */
    private static String search(String folder) {
        return folder + File.pathSeparator + System.getenv("PATH");
    }

    private static Path found(String tool) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private record Launched(Process process, Path output) {
        int end() throws InterruptedException {
            boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            process.destroyForcibly();
            assertThat(ended).isTrue();
            return process.exitValue();
        }

        String said() throws IOException {
            return Files.readString(output);
        }
    }
}
