package io.citywatch.jobs.historian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.jobs.historian.rollup.RollUpOptions;
import io.citywatch.jobs.runtime.RuntimeOptions;
import io.citywatch.jobs.testkit.InfluxQl;
import io.citywatch.jobs.testkit.JobRuns;
import io.citywatch.jobs.testkit.TestLog;
import io.citywatch.jobs.testkit.UplinkRecords;
import io.citywatch.standalone.embedded.InfluxdOptions;
import io.citywatch.standalone.embedded.InfluxdProcess;
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

/** Roll-ups say what the readings say, however these come. */
class RollUpIT {
    @RegisterExtension
    static final MiniClusterExtension FLINK = JobRuns.cluster();

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long HOUR = 3_600_000;

    /** The hour before the last: over, and within the week. */
    private final long hour = Math.floorDiv(System.currentTimeMillis(), HOUR) * HOUR - 2 * HOUR;

    @TempDir
    private Path folder;

    private TestLog log;
    private InfluxdProcess influxd;
    private InfluxQl influx;
    private JobRuns runs;

    @BeforeEach
    void start() {
        runs = new JobRuns(folder.resolve("checkpoints"));
        log = TestLog.start(folder.resolve("kafka"));
        influxd = InfluxdProcess.start(InfluxdOptions.in(folder.resolve("influxdb")));
        influx = new InfluxQl(influxd.url());
    }

    @AfterEach
    void stop() {
        influxd.close();
        log.close();
    }

    @Test
    void theyAreSummedUpOnceAndLateReadingsCorrectThemOverOutagesAndRestarts() throws Exception {
        JobClient job = run();
        send(hour + 1_000, 2);
        send(hour + 2_000, 6);
        send(hour + 2_000, 6);
        send(hour + 61_000, 10);
        awaitHour(3, 2, 10, 6, 10);
        assertThat(influx.rows("SELECT * FROM minutes.gas_1m")).hasSize(2);
        assertMinute(hour, 2, 2, 6, 4, 6);

        // Late, and while InfluxDB is away.
        int port = influxd.port();
        influxd.close();
        send(hour + 1_500, 1);
        send(hour - 24 * HOUR, 7);
        influxd = InfluxdProcess.start(
                InfluxdOptions.in(folder.resolve("influxdb")).withPort(port));
        awaitHour(4, 1, 10, 4.75, 10);
        assertMinute(hour, 3, 1, 6, 3, 6);
        assertThat(hours(hour - 24 * HOUR)).hasSize(1);

        runs.awaitCheckpoint(PATIENCE);
        job.cancel().get();
        send(hour + 3_000, 100);
        JobClient second = run();
        awaitHour(5, 1, 100, 23.8, 10);
        assertMinute(hour, 4, 1, 100, 27.25, 100);
        second.cancel().get();
    }

    @Test
    void theirRetentionIsSetUpAndOfSomebodyElsesNothingIsChanged() throws Exception {
        influx.answer("CREATE DATABASE citywatch");
        influx.answer("CREATE RETENTION POLICY \"minutes\" ON citywatch DURATION 30d REPLICATION 1");

        JobClient job = run();
        send(hour, 1);
        awaitHour(1, 1, 1, 1, 1);

        assertThat(influx.rows("SHOW RETENTION POLICIES ON citywatch"))
                .extracting(row ->
                        row.path("name").asText() + ' ' + row.path("duration").asText())
                .containsExactlyInAnyOrder("autogen 0s", "minutes 720h0m0s", "hours 87600h0m0s");
        job.cancel().get();
    }

    @Test
    void onlyDeviceAndDistrictAreTagsOfReadingsAndRollUps() throws Exception {
        JobClient job = run();
        send(hour, 1);
        awaitHour(1, 1, 1, 1, 1);

        for (String measurement : List.of("gas", "minutes.gas_1m", "hours.gas_1h")) {
            assertThat(influx.rows("SHOW TAG KEYS FROM " + measurement))
                    .extracting(row -> row.path("tagKey").asText())
                    .containsExactlyInAnyOrder("device", "district");
        }
        job.cancel().get();
    }

    @Test
    void aRebuildWritesThemAnew() throws Exception {
        send(hour, 3);
        send(hour + 61_000, 5);
        log.flush();

        new HistoryRebuild(options(), progress -> {}).run(0, Long.MAX_VALUE);

        awaitHour(2, 3, 5, 4, 5);
        assertMinute(hour, 1, 3, 3, 3, 3);
    }

    @Test
    void anHourThatPassesWholeIsSummedUpByTheJobAndStragglersCorrectIt() throws Exception {
        JobClient job = run();
        // The job begins before the hour does
        send(hour - 3_000_000, 1);
        send(hour + 1_000, 2);
        send(hour + 2_000, 6);
        send(hour + 2_000, 6);
        send(hour + 61_000, 10);
        await().atMost(PATIENCE).ignoreException(IOException.class).untilAsserted(() -> assertThat(
                        influx.rows("SELECT * FROM gas"))
                .hasSize(4));
        influx.answer("DROP MEASUREMENT gas");
        assertThat(hours(hour)).isEmpty();

        sendAt(hour + 2 * HOUR, hour + 2 * HOUR, 7);
        awaitHour(3, 2, 10, 6, 10);

        // Of the points that are left InfluxDB makes what follows
        sendAt(hour + 2 * HOUR, hour + 3_000, 100);
        awaitHour(1, 100, 100, 100, 100);
        job.cancel().get();
    }

    @Test
    void aKindWithVeryManyDevicesHasHoursAndNoMinutes() throws Exception {
        influx.answer("CREATE DATABASE citywatch");
        StringBuilder covers = new StringBuilder();
        for (int i = 0; i <= 5_000; i++) {
            covers.append("manhole,device=m-")
                    .append(i)
                    .append(",district=410811 tiltDeg=1 ")
                    .append(hour)
                    .append('\n');
        }
        influx.write(covers.toString());
        Reading tilt = Reading.at(hour).with(Metric.TILT_DEG, 2).build();
        log.send(UplinkRecords.of(
                new DeviceAddress("410811", FacilityKind.MANHOLE, "m-1"), Channel.TELEMETRY, hour, tilt));
        send(hour, 1);

        new HistoryRebuild(options(), progress -> {}).run(0, Long.MAX_VALUE);

        awaitHour(1, 1, 1, 1, 1);
        assertThat(influx.rows("SELECT COUNT(\"count_tiltDeg\") FROM hours.manhole_1h"))
                .singleElement()
                .satisfies(row -> assertThat(row.path("count").asInt()).isEqualTo(5_001));
        assertThat(influx.rows("SELECT * FROM minutes.manhole_1m")).isEmpty();
    }

    private void awaitHour(int count, double min, double max, double mean, double last) {
        await().atMost(PATIENCE)
                .ignoreException(IOException.class)
                .untilAsserted(() -> assertSum(hours(hour), count, min, max, mean, last));
    }

    private List<JsonNode> hours(long t) throws Exception {
        return influx.rows("SELECT * FROM hours.gas_1h WHERE time = " + t + "ms");
    }

    private void assertMinute(long t, int count, double min, double max, double mean, double last) throws Exception {
        assertSum(influx.rows("SELECT * FROM minutes.gas_1m WHERE time = " + t + "ms"), count, min, max, mean, last);
    }

    private static void assertSum(List<JsonNode> rows, int count, double min, double max, double mean, double last) {
        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.path("device").asText()).isEqualTo("gas-1");
            assertThat(row.path("district").asText()).isEqualTo("410811");
            assertThat(row.path("count_gasLel").asInt()).isEqualTo(count);
            assertThat(row.path("min_gasLel").asDouble()).isEqualTo(min);
            assertThat(row.path("max_gasLel").asDouble()).isEqualTo(max);
            assertThat(row.path("mean_gasLel").asDouble()).isEqualTo(mean);
            assertThat(row.path("last_gasLel").asDouble()).isEqualTo(last);
        });
    }

    private HistorianOptions options() {
        return HistorianOptions.of(log.bootstrapServers(), influxd.url().toString())
                .withRollUps(new RollUpOptions(Duration.ofMillis(300), Duration.ofDays(7), Duration.ofDays(3650)))
                .withRuntime(runs.runtime(RuntimeOptions.steady()));
    }

    private JobClient run() throws Exception {
        return runs.start(HistorianJob.NAME, env -> HistorianJob.define(env, options()));
    }

    private void send(long t, double gasLel) {
        sendAt(t + 50, t, gasLel);
    }

    private void sendAt(long arrival, long t, double gasLel) {
        Reading reading = Reading.at(t)
                .with(Metric.GAS_LEL, gasLel)
                .with(Metric.VALVE_OPEN, true)
                .build();
        log.send(UplinkRecords.of(
                new DeviceAddress("410811", FacilityKind.GAS, "gas-1"), Channel.TELEMETRY, arrival, reading));
        log.flush();
    }
}
