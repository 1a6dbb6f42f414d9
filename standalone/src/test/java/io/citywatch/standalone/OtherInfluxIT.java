package io.citywatch.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.console.access.Role;
import io.citywatch.jobs.influx.InfluxOptions;
import io.citywatch.jobs.influx.InfluxOptions.Token;
import io.citywatch.standalone.embedded.InfluxdOptions;
import io.citywatch.standalone.embedded.InfluxdProcess;
import io.citywatch.standalone.embedded.testkit.InfluxV2Front;
import io.citywatch.standalone.embedded.testkit.VictoriaMetricsProcess;
import io.citywatch.standalone.testkit.LivePlatform;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The platform with the history in somebody else's server. */
class OtherInfluxIT {
    private static final int FAILED = 1;
    private static final int WRONG_OPTION = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOKEN = "s3cret-of-the-city";
    private static final String TOPIC = "citywatch/v1/410811/gas/gas-1/";

    @TempDir
    private Path folder;

    @Test
    void anInfluxDb2IsWrittenToAndReadWithItsToken() throws Exception {
        try (InfluxdProcess influxd = InfluxdProcess.start(InfluxdOptions.in(folder.resolve("influxdb")));
                InfluxV2Front front = InfluxV2Front.start(influxd.url(), TOKEN)) {
            InfluxOptions plain = InfluxOptions.of(front.url().toString());
            theConsoleShowsWhatWasMeasured(new InfluxOptions(
                    plain.url(),
                    plain.api(),
                    plain.database(),
                    null,
                    new Token(InfluxV2Front.ORG, TOKEN),
                    plain.batching()));
        }
    }

    @Test
    void aVictoriaMetricsIsWrittenToAndRead() throws Exception {
        try (VictoriaMetricsProcess server = VictoriaMetricsProcess.start(folder.resolve("victoria-metrics"))) {
            theConsoleShowsWhatWasMeasured(InfluxOptions.of(server.url().toString()));
        }
    }

    @Test
    void whoIsNotLetInIsToldSoBeforeAnythingStarts() throws Exception {
        Path tokenFile = Files.writeString(folder.resolve("token"), "wrong-" + TOKEN + '\n');
        Path data = folder.resolve("data");
        try (InfluxdProcess influxd = InfluxdProcess.start(InfluxdOptions.in(folder.resolve("influxdb")));
                InfluxV2Front front = InfluxV2Front.start(influxd.url(), TOKEN)) {
            String url = front.url().toString();

            String wrong = demo(FAILED, data, "--influx", url, "--influx-token-file", tokenFile.toString());
            String none = demo(FAILED, data, "--influx", url);
            String unreadable = demo(
                    WRONG_OPTION,
                    data,
                    "--influx",
                    url,
                    "--influx-token-file",
                    folder.resolve("no").toString());
            String older = demo(
                    FAILED, data, "--influx", influxd.url().toString(), "--influx-token-file", tokenFile.toString());
            String nowhere = demo(WRONG_OPTION, data, "--influx-token-file", tokenFile.toString());

            assertThat(wrong)
                    .isEqualTo("citywatch: the InfluxDB at " + url + " does not let this token in: it answers 401 "
                            + "{\"code\":\"unauthorized\",\"message\":\"unauthorized access\"}\n");
            assertThat(none).contains("--influx-token-file");
            assertThat(older).contains("which knows no tokens");
            assertThat(unreadable).contains("can't be read");
            assertThat(nowhere).contains("--influx names");
            assertThat(data).doesNotExist();
        }
    }

    private void theConsoleShowsWhatWasMeasured(InfluxOptions influx) throws Exception {
        try (LivePlatform city = LivePlatform.start(folder.resolve("data"), influx)) {
            city.mqtt("gas-1")
                    .publish(
                            TOPIC + "birth",
                            "{\"asset\": \"4108110111000042\", \"type\": \"detector_networked\", \"state\": \"commissioned\"}");
            city.mqtt("gas-1").publish(TOPIC + "telemetry", "{\"gasLel\": 3.5, \"valveOpen\": true}");

            await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
                JsonNode values =
                        city.api(Role.VIEWER).get("/api/devices/gas-1").at("/reading/values");
                assertThat(values.path("gasLel").asDouble()).isEqualTo(3.5);
                assertThat(values.path("valveOpen").asBoolean()).isTrue();
            });
            await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(city.api(Role.VIEWER)
                            .get("/health")
                            .at("/parts/influxdb/behindSeconds")
                            .asLong(-1))
                    .as("what the historian notes in the log is seen")
                    .isBetween(0L, 60L));
        }
    }

    /** What the command says when it fails. */
    private static String demo(int expected, Path data, String... options) {
        StringWriter said = new StringWriter();
        String[] arguments = new String[options.length + 3];
        arguments[0] = "demo";
        arguments[1] = "--data";
        arguments[2] = data.toString();
        System.arraycopy(options, 0, arguments, 3, options.length);
        int status = Citywatch.commandLine().setErr(new PrintWriter(said, true)).execute(arguments);
        assertThat(status).as(said.toString()).isEqualTo(expected);
        assertThat(said.toString()).doesNotContain(TOKEN);
        return said.toString();
    }
}
