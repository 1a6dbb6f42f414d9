package io.citywatch.jobs.historian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.jobs.historian.rollup.RollUpOptions;
import io.citywatch.jobs.influx.InfluxOptions;
import io.citywatch.jobs.influx.InfluxOptions.Api;
import io.citywatch.jobs.influx.InfluxOptions.Batching;
import io.citywatch.jobs.runtime.RuntimeOptions;
import io.citywatch.jobs.testkit.InfluxQl;
import io.citywatch.jobs.testkit.JobRuns;
import io.citywatch.jobs.testkit.TestLog;
import io.citywatch.jobs.testkit.UplinkRecords;
import io.citywatch.standalone.embedded.InfluxdOptions;
import io.citywatch.standalone.embedded.InfluxdProcess;
import io.citywatch.standalone.embedded.testkit.InfluxV2Front;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The historian with the API and the token of an InfluxDB 2: readings, and roll-ups in buckets of their own. */
class InfluxV2IT {
    @RegisterExtension
    static final MiniClusterExtension FLINK = JobRuns.cluster();

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOKEN = "s3cret";
    private static final long HOUR = 3_600_000;

    private final long hour = Math.floorDiv(System.currentTimeMillis(), HOUR) * HOUR - 4 * HOUR;

    @TempDir
    private Path folder;

    private TestLog log;
    private InfluxdProcess influxd;
    private InfluxV2Front front;
    private InfluxQl influx;
    private JobRuns runs;

    @BeforeEach
    void start() throws IOException {
        runs = new JobRuns(folder.resolve("checkpoints"));
        log = TestLog.start(folder.resolve("kafka"));
        influxd = InfluxdProcess.start(InfluxdOptions.in(folder.resolve("influxdb")));
        front = InfluxV2Front.start(influxd.url(), TOKEN);
        influx = new InfluxQl(influxd.url());
    }

    @AfterEach
    void stop() {
        front.close();
        influxd.close();
        log.close();
    }

    @Test
    void hoursAreSummedUpByTheJobOrFromWhatIsStoredAndCorrected() throws Exception {
        JobClient job = run();
        // The job begins before the hour does
        send(hour - 3_000_000, hour - 3_000_000, 1);
        send(hour + 1_000, hour + 1_000, 2);
        send(hour + 61_000, hour + 61_000, 6);
        await().atMost(PATIENCE).ignoreException(IOException.class).untilAsserted(() -> assertThat(
                        influx.rows("SELECT * FROM gas"))
                .hasSize(3));
        send(hour + 2 * HOUR, hour + 2 * HOUR, 7);
        awaitHour(2, 4);

        send(hour + 2 * HOUR, hour + 3_000, 100);

        awaitHour(3, 36);
        await().atMost(PATIENCE).ignoreException(IOException.class).untilAsserted(() -> assertThat(
                        influx.rows("SELECT count_gasLel FROM minutes.gas_1m WHERE time = " + hour + "ms"))
                .extracting(row -> row.path("count_gasLel").asInt())
                .containsExactly(2));
        job.cancel().get();
    }

    @Test
    void aTokenThatIsGoodForTheReadingsAloneDoesNotHoldThemUp() throws Exception {
        front.makeBucket("citywatch");
        front.forbidBuckets();

        JobClient job = run();
        send(hour - 3_000_000, hour - 3_000_000, 1);
        send(hour + 1_000, hour + 1_000, 2);
        send(hour + 2 * HOUR, hour + 2 * HOUR, 7);
        send(hour + 3 * HOUR, hour + 3 * HOUR, 8);
        await().atMost(PATIENCE).ignoreException(IOException.class).untilAsserted(() -> assertThat(
                        influx.rows("SELECT * FROM gas"))
                .hasSize(4));

        runs.awaitCheckpoint(PATIENCE);

        assertThat(front.missed()).contains("citywatch/hours");
        assertThat(front.retention()).containsOnlyKeys("citywatch");
        job.cancel().get();
    }

    private void awaitHour(int count, double mean) {
        await().atMost(PATIENCE).ignoreException(IOException.class).untilAsserted(() -> {
            List<JsonNode> rows = influx.rows("SELECT * FROM hours.gas_1h WHERE time = " + hour + "ms");
            assertThat(rows).singleElement().satisfies(row -> {
                assertThat(row.path("count_gasLel").asInt()).isEqualTo(count);
                assertThat(row.path("mean_gasLel").asDouble()).isEqualTo(mean);
                assertThat(row.path("district").asText()).isEqualTo("410811");
            });
        });
    }

    private JobClient run() throws Exception {
        HistorianOptions options = HistorianOptions.of(
                        log.bootstrapServers(), front.url().toString())
                .withInflux(new InfluxOptions(
                        front.url().toString(),
                        Api.AUTO,
                        InfluxOptions.DEFAULT_DATABASE,
                        null,
                        new InfluxOptions.Token(InfluxV2Front.ORG, TOKEN),
                        Batching.DEFAULT))
                .withRollUps(new RollUpOptions(Duration.ofMillis(300), Duration.ofDays(7), Duration.ofDays(3650)))
                .withRuntime(runs.runtime(RuntimeOptions.steady()));
        return runs.start(HistorianJob.NAME, env -> HistorianJob.define(env, options));
    }

    private void send(long arrival, long t, double gasLel) {
        Reading reading = Reading.at(t).with(Metric.GAS_LEL, gasLel).build();
        log.send(UplinkRecords.of(
                new DeviceAddress("410811", FacilityKind.GAS, "gas-1"), Channel.TELEMETRY, arrival, reading));
        log.flush();
    }
}
