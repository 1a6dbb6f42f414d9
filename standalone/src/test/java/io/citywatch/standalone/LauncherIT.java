package io.citywatch.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher does before there is a platform. */
class LauncherIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    /** A build takes minutes the first time, and whoever thinks better of it meanwhile ends it with all that it has begun. */
    @Test
    void takesTheBuildAlongWhenItIsToldToStop() throws Exception {
        Path launcher =
                Files.copy(Path.of(System.getProperty("citywatch.root"), "citywatch"), folder.resolve("citywatch"));
        Path begun = folder.resolve("begun");
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Path maven = Files.writeString(
                bin.resolve("mvn"),
                "#!/bin/sh\necho $$ >" + begun + ".new\nmv " + begun + ".new " + begun + "\nexec sleep 600\n");
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwx------"));
        ProcessBuilder builder = new ProcessBuilder(
                        "bash", launcher.toString(), "demo", "--influx", "http://127.0.0.1:1")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile());
        builder.environment().merge("PATH", bin.toString(), (path, mine) -> mine + File.pathSeparator + path);
        Process launched = builder.start();
        await().atMost(PATIENCE).until(() -> Files.exists(begun));
        ProcessHandle build = ProcessHandle.of(
                        Long.parseLong(Files.readString(begun).strip()))
                .orElseThrow();

        launched.destroy();

        assertThat(launched.waitFor())
                .as(Files.readString(folder.resolve("said")))
                .isEqualTo(143);
        await().atMost(PATIENCE).until(() -> !build.isAlive());
        assertThat(Files.readString(folder.resolve("said")))
                .contains("told to stop")
                .doesNotContain("failed");
    }
}
