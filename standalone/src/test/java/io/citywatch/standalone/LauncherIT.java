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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher does before there is a platform: it may take minutes, and ends with all that it has begun. */
class LauncherIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** What the launcher needs of a machine to find that something has to be installed. */
    private static final List<String> TOOLS =
            List.of("dirname", "readlink", "grep", "mkdir", "mv", "sed", "sleep", "tail");

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
        for (String tool : TOOLS) {
            script(tool, "exec " + found(tool) + " \"$@\"");
        }
        script("apt-get", "exit 1");
        script("id", "echo 0");
        // With this command the installation begins
        endless("env");

        assertTakesAlong("installing Maven", bin.toString(), "build");
    }

    private void assertTakesAlong(String doing, String path, String... arguments) throws Exception {
        Path said = folder.resolve("said");
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(
                                Stream.of("bash", folder.resolve("citywatch").toString()), Stream.of(arguments))
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().put("PATH", path);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process launched = builder.start();
        await().atMost(PATIENCE).until(() -> Files.exists(begun()));
        ProcessHandle begun = ProcessHandle.of(
                        Long.parseLong(Files.readString(begun()).strip()))
                .orElseThrow();

        launched.destroy();

        assertThat(launched.waitFor()).as(Files.readString(said)).isEqualTo(143);
        await().atMost(PATIENCE).until(() -> !begun.isAlive());
        assertThat(Files.readString(said))
                .contains("told to stop while it was " + doing)
                .doesNotContain("failed", "could not");
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
}
