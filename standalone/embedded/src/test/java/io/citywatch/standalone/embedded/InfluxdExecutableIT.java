package io.citywatch.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfluxdExecutableIT {
    @TempDir
    Path folder;

    @Test
    void passesOverAnInfluxDb2() throws Exception {
        Path two = influxd("two", "echo 'InfluxDB v2.7.1 (git: 407fa622e9) build_date: 2023-04-28T13:24:27Z'");

        Path found = InfluxdExecutable.find(
                InfluxdExecutable.folders(two.getParent() + File.pathSeparator + System.getenv("PATH")));

        assertThat(found).isNotEqualTo(two).isExecutable().hasFileName("influxd");
    }

    @Test
    void takesOneThatDoesNotKnowItsVersion() throws Exception {
        Path own = influxd("own", "echo 'InfluxDB vunknown (git: unknown unknown)'");

        assertThat(InfluxdExecutable.find(
                        Stream.of(folder.toString(), own.getParent().toString())))
                .isEqualTo(own);
    }

    @Test
    void namesWhatIsThereInstead() throws Exception {
        Path two = influxd("two", "echo 'InfluxDB v2.7.1'");

        assertThatThrownBy(
                        () -> InfluxdExecutable.find(Stream.of(two.getParent().toString())))
                .isInstanceOf(NoInfluxdException.class)
                .hasMessageContainingAll(two + " is InfluxDB v2.7.1", "--influx");
        assertThatThrownBy(() -> InfluxdExecutable.find(Stream.of(folder.toString())))
                .isInstanceOf(NoInfluxdException.class)
                .hasMessageContaining("There is no influxd on this machine");
    }

    private Path influxd(String name, String script) throws IOException {
        Path executable = Files.writeString(
                Files.createDirectory(folder.resolve(name)).resolve("influxd"), "#!/bin/sh\n" + script + '\n');
        return Files.setPosixFilePermissions(executable, PosixFilePermissions.fromString("rwx------"));
    }
}
