package io.citywatch.devices.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citywatch.devices.broker.Mosquitto;
import io.citywatch.telemetry.credentials.PasswordKey;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(60)
class SimCommandIT {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void makeKey() throws Exception {
        PasswordKey.loadOrCreate(folder.resolve("keys/mqtt.key"));
    }

    @Test
    void simulatesForAsLongAsAskedAndSaysHowItGoes() throws Exception {
        Path acknowledged = folder.resolve("acks");
        try (Mosquitto broker = Mosquitto.start(folder)) {

            int exitCode = execute(
                    "small",
                    "--data",
                    folder.toString(),
                    "--port",
                    Integer.toString(broker.port()),
                    "--births",
                    "1",
                    "--no-incidents",
                    "--report",
                    "1",
                    "--for",
                    "10",
                    "--acknowledged",
                    acknowledged.toString());

            assertThat(exitCode).isZero();
            assertThat(out.toString())
                    .contains("sim: 2000 devices, 10 of 10 connections open")
                    .containsPattern(
                            "sim: ended after [0-9]+ s; 2000 devices.* 0 in flight, 0 waiting, 0 refused, 0 lost");
            assertThat(Files.readAllLines(acknowledged))
                    .hasSizeGreaterThan(2000)
                    .allMatch(line -> line.matches("sim-[a-z-]+-[0-9]{6},(birth|telemetry|event),[0-9]{13}"))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void leavesNoThreadBehind() throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder)) {
            execute("--data", folder.toString(), "--port", Integer.toString(broker.port()), "--for", "1");
        }

        await().atMost(Duration.ofSeconds(20)).until(() -> Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .noneMatch(name -> name.contains(": sim-1-") || name.startsWith("citywatch-simulator")));
    }

    @Test
    void failsWhenNobodyListens() {
        assertThat(execute("--data", folder.toString(), "--port", "1", "--for", "1"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("0 of 10 connections open").contains("Connection refused");
    }

    @Test
    void refusesOptionsThatMakeNoSense() {
        assertThat(execute("huge")).isEqualTo(2);
        assertThat(execute("--data", folder.toString(), "--speed", "0")).isEqualTo(2);
        assertThat(execute("--data", folder.toString(), "--port", "70000")).isEqualTo(2);
        assertThat(execute("--data", folder.toString(), "--concentrators", "0")).isEqualTo(2);
        assertThat(execute("--data", folder.toString(), "--interval", "0")).isEqualTo(2);
        assertThat(execute("--data", folder.toString(), "--convention", "morse"))
                .isEqualTo(2);
        assertThat(execute("--data", folder.toString(), "--convention", "thingsboard"))
                .isEqualTo(2);
        assertThat(execute("city", "--data", folder.toString(), "--convention", "sparkplug-b"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("--concentrators 1 is too few", "needs 38 or more for each district")
                .contains("speed 0.0 is not above 0")
                .contains("port 70000 is outside 1 to 65535")
                .contains("'morse' is none of json, senml-json, senml-cbor, thingsboard, sparkplug-b")
                .contains("thingsboard opens a connection for each device: choose the city tiny")
                .contains("concentrators per district 0 is outside 1 to 100");
    }

    private int execute(String... arguments) {
        return new CommandLine(new SimCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
