package io.citywatch.devices.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citywatch.devices.broker.Mosquitto;
import io.citywatch.devices.broker.Subscriber;
import io.citywatch.telemetry.credentials.PasswordKey;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(120)
class ReplayCommandIT {
    private static final String STAYS = "data/parking-stays-melbourne-2013.csv";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void makeKey() throws Exception {
        PasswordKey.loadOrCreate(folder.resolve("keys/mqtt.key"));
    }

    @Test
    void publishesTheRecordedStaysEachChangeOnceUnderItsOwnTime() throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder);
                Subscriber subscriber = new Subscriber(broker.port(), "citywatch/v1/410811/parking/+/telemetry")) {

            int exitCode = replay(
                    broker, STAYS, "--acknowledged", folder.resolve("acks").toString());

            assertThat(exitCode).isZero();
            assertThat(out.toString())
                    .contains(
                            "replayed 5000 stays: 10000 of 10000 changes published, 10000 acknowledged, 0 refused, 0 lines skipped");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> subscriber.heard().size() == 10_000);
            Set<String> distinct = new HashSet<>();
            subscriber.heard().forEach(message -> distinct.add(message.topic() + message.text()));
            assertThat(distinct)
                    .hasSize(10_000)
                    .contains("citywatch/v1/410811/parking/11732E/telemetry{\"t\":1356985819000,\"occupied\":true}");
            List<String> acknowledged = Files.readAllLines(folder.resolve("acks"));
            assertThat(acknowledged).hasSize(10_000).contains("11732E,telemetry,1356985819000");
        }
    }

    @Test
    void takesItsTimeWhenAskedTo() throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder)) {
            long start = System.nanoTime();

            // The first ten stays span 2 days and 4 hours.
            int exitCode = replay(broker, STAYS, "--limit", "10", "--speed-up", "90000");

            assertThat(exitCode).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void failsWhenALineCannotBeUsed() throws Exception {
        Path file = Files.writeString(
                folder.resolve("stays.csv"),
                "arrival,departure,bay\n2013-01-01T10:00:00,2013-01-01T11:00:00,A\nnever,2013-01-01T11:00:00,A\n");
        try (Mosquitto broker = Mosquitto.start(folder)) {

            int exitCode = replay(broker, file.toString());

            assertThat(exitCode).isEqualTo(1);
            assertThat(err.toString()).contains("line 3 skipped: arrival 'never' is not of the form");
            assertThat(out.toString()).contains("2 acknowledged, 0 refused, 1 lines skipped (1 not a time)");
        }
    }

    @Test
    void failsAtOnceWhenThePlatformDoesNotWantIt() throws Exception {
        try (Mosquitto broker = Mosquitto.startClosed(folder)) {

            int exitCode = replay(broker, STAYS);

            assertThat(exitCode).isEqualTo(1);
            assertThat(out.toString()).contains("0 acknowledged").contains("the server refused the connection");
        }
    }

    @Test
    void failsWithoutAFileOrAKey() throws Exception {
        assertThat(execute("no-such-file.csv", "--data", folder.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("no-such-file.csv: no such file");
        assertThat(execute(STAYS, "--data", folder.resolve("elsewhere").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("there is no key");
        assertThat(execute(STAYS, "--data", folder.toString(), "--district", "x"))
                .isEqualTo(2);
        assertThat(execute(STAYS, "--zone", "Nowhere/Land")).isEqualTo(2);
    }

    private int replay(Mosquitto broker, String file, String... options) {
        String[] all = new String[5 + options.length];
        all[0] = file;
        all[1] = "--data";
        all[2] = folder.toString();
        all[3] = "--port";
        all[4] = Integer.toString(broker.port());
        System.arraycopy(options, 0, all, 5, options.length);
        return execute(all);
    }

    private int execute(String... arguments) {
        return new CommandLine(new ReplayCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
