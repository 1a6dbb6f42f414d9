package io.citywatch.jobs.historian;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.citywatch.jobs.runtime.RuntimeOptions;
import io.citywatch.jobs.testkit.InfluxQl;
import io.citywatch.jobs.testkit.JobRuns;
import io.citywatch.jobs.testkit.TestLog;
import io.citywatch.jobs.testkit.UplinkRecords;
import io.citywatch.standalone.embedded.InfluxdOptions;
import io.citywatch.standalone.embedded.InfluxdProcess;
import io.citywatch.telemetry.census.AssetCount;
import io.citywatch.telemetry.census.Step;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The historian between a real log and a real InfluxDB. */
class HistorianIT {
    @RegisterExtension
    static final MiniClusterExtension FLINK = JobRuns.cluster();

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long T = 1_676_339_400_000L;

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
    void readingsArriveOnceUnderTheirOwnTimeAndTheBrokenOnesGoToTheDeadLetters() throws Exception {
        sendReadings(0, 500);
        sendReadings(0, 500);
        DeviceAddress device = device(0);
        log.send(UplinkRecords.of(device, Channel.TELEMETRY, T, "{\"gasLel\": ".getBytes(UTF_8)));
        log.send(UplinkRecords.of(
                device, Channel.TELEMETRY, T, "{\"t\":1676339399000,\"coPpm\":3,\"gasLel\":\"much\"}".getBytes(UTF_8)));
        log.send(UplinkRecords.of("x", "citywatch/v1/410811/bridge/x/telemetry", T, "{}".getBytes(UTF_8)));

        JobClient job = run();

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(influx.count("gas", "gasLel")).isEqualTo(500);
            assertThat(influx.count("gas", "coPpm")).isEqualTo(1);
            assertThat(log.read(LogTopics.REJECTED)).hasSize(3);
        });
        JsonNode row =
                influx.rows("SELECT * FROM gas WHERE device = 'gas-7' LIMIT 1").get(0);
        assertThat(row.path("time").asLong()).isEqualTo(T + 7);
        assertThat(row.path("district").asText()).isEqualTo("410811");
        assertThat(row.path("gasLel").asDouble()).isEqualTo(0.7);
        assertThat(row.path("valveOpen").isBoolean()).isTrue();
        List<String> reasons = log.read(LogTopics.REJECTED).stream()
                .map(record -> reason(record.value()))
                .toList();
        assertThat(reasons).containsExactlyInAnyOrder("NOT_JSON", "WRONG_TYPE", "UNKNOWN_TOPIC");
        job.cancel().get();
    }

    @Test
    void birthsAndCountsArePoints() throws Exception {
        Birth birth = new Birth(
                T,
                "4108110111000042",
                AssetState.COMMISSIONED,
                new Birth.Identity("GD-20N", "1.4.2", "detector_networked"),
                new Birth.Place(35.2153, 113.2613, "山阳区 \"3\" 号楼"),
                new Birth.Share(1, 0, 0),
                0,
                null);
        log.send(UplinkRecords.of(device(1), Channel.BIRTH, T + 500, birth));
        AssetCount count = new AssetCount(
                FacilityKind.GAS,
                "410800",
                740_160.0,
                Map.of(Step.COMMISSIONED, 1L),
                new AssetCount.Served(1, 0, 0, 0),
                T + 600);
        log.send(LogTopics.CENSUS, count.scope(), LogJson.encode(count));

        JobClient job = run();

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(influx.count("event", "asset")).isEqualTo(1);
            assertThat(influx.count("census", "commissioned")).isEqualTo(1);
        });
        JsonNode event = influx.rows("SELECT * FROM event").get(0);
        assertThat(event.path("type").asText()).isEqualTo("birth");
        assertThat(event.path("address").asText()).isEqualTo("山阳区 \"3\" 号楼");
        job.cancel().get();
    }

    @Test
    void aPointThatInfluxDbRefusesGoesToTheDeadLettersAndTheOthersAreWritten() throws Exception {
        influx.answer("CREATE DATABASE citywatch");
        influx.write("gas,device=gas-0 coPpm=\"a text\" " + T);
        sendReadings(0, 50);
        Reading conflicting = Reading.at(T + 5).with(Metric.CO_PPM, 3).build();
        log.send(UplinkRecords.of(device(77), Channel.TELEMETRY, T + 50, conflicting));
        sendReadings(50, 100);

        JobClient job = run();

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(influx.count("gas", "gasLel")).isEqualTo(100);
            assertThat(log.read(LogTopics.REJECTED)).hasSize(1);
        });
        ConsumerRecord<byte[], byte[]> letter = log.read(LogTopics.REJECTED).get(0);
        assertThat(new String(letter.key(), UTF_8)).isEqualTo("gas-77");
        assertThat(new String(letter.value(), UTF_8))
                .contains("REFUSED_BY_STORE", "field type conflict", "citywatch/v1/410811/gas/gas-77/telemetry");
        job.cancel().get();
    }

    @Test
    void anInfluxDbThatIsAwayForAWhileMissesNothing() throws Exception {
        int port = influxd.port();
        JobClient job = run();
        sendReadings(0, 100);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(influx.count("gas", "gasLel")).isEqualTo(100));

        influxd.close();
        sendReadings(100, 400);
        awaitTwoRefusedAttempts(port);
        influxd = InfluxdProcess.start(
                InfluxdOptions.in(folder.resolve("influxdb")).withPort(port));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(influx.count("gas", "gasLel")).isEqualTo(400));
        job.cancel().get();
    }

    @Test
    void aJobThatIsCancelledWhileInfluxDbIsAwayHasNothingInACheckpointThatIsNotWritten() throws Exception {
        int port = influxd.port();
        JobClient first = run();
        sendReadings(0, 100);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(influx.count("gas", "gasLel")).isEqualTo(100));
        runs.awaitCheckpoint(PATIENCE);

        influxd.close();
        sendReadings(100, 400);
        awaitTwoRefusedAttempts(port);
        first.cancel().get();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(first.getJobStatus().get()).isEqualTo(JobStatus.CANCELED));
        influxd = InfluxdProcess.start(
                InfluxdOptions.in(folder.resolve("influxdb")).withPort(port));
        influx.answer("DROP MEASUREMENT gas");
        JobClient second = run();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(influx.count("gas", "gasLel"))
                .as("read again from the checkpoint before InfluxDB went away")
                .isEqualTo(300));
        second.cancel().get();
    }

    @Test
    void aSecondRunGoesOnFromTheCheckpointOfTheFirst() throws Exception {
        JobClient first = run();
        sendReadings(0, 200);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(influx.count("gas", "gasLel")).isEqualTo(200));
        runs.awaitCheckpoint(PATIENCE);
        first.cancel().get();
        influx.answer("DROP MEASUREMENT gas");

        sendReadings(200, 300);
        JobClient second = run();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(influx.rows("SELECT * FROM gas WHERE device = 'gas-299'"))
                        .hasSize(1));
        assertThat(influx.count("gas", "gasLel"))
                .as("read again from the start of the log")
                .isLessThan(300);
        second.cancel().get();
    }

    @Test
    void theHistoryOfASpanIsWrittenAnewFromTheLog() throws Exception {
        influx.answer("CREATE DATABASE citywatch");
        sendReadings(0, 300);
        log.send(UplinkRecords.of(device(7), Channel.TELEMETRY, T + 100, "{\"gasLel\": ".getBytes(UTF_8)));
        log.flush();
        List<HistoryRebuild.Progress> shown = new ArrayList<>();

        // Readings arrive 50 ms after they were taken.
        HistoryRebuild rebuild = new HistoryRebuild(
                HistorianOptions.of(log.bootstrapServers(), influxd.url().toString()), shown::add);
        HistoryRebuild.Progress done = rebuild.run(T + 50 + 100, T + 50 + 250);
        rebuild.run(T + 50 + 100, T + 50 + 250);

        assertThat(influx.count("gas", "gasLel")).isEqualTo(150);
        assertThat(influx.rows("SELECT * FROM gas WHERE device = 'gas-100'")).hasSize(1);
        assertThat(influx.rows("SELECT * FROM gas WHERE device = 'gas-250'")).isEmpty();
        assertThat(done.points()).isEqualTo(150);
        assertThat(done.records()).isEqualTo(done.ofRecords());
        assertThat(shown).isNotEmpty();

        HistoryRebuild.Progress all = rebuild.run(T, Long.MAX_VALUE);

        assertThat(all.points()).isEqualTo(300);
        assertThat(log.read(LogTopics.REJECTED))
                .as("a rebuild writes no letters")
                .isEmpty();
        assertThat(influx.count("gas", "gasLel")).isEqualTo(300);
    }

    private JobClient run() throws Exception {
        HistorianOptions options = HistorianOptions.of(
                        log.bootstrapServers(), influxd.url().toString())
                .withRuntime(runs.runtime(RuntimeOptions.steady()));
        return runs.start(HistorianJob.NAME, env -> HistorianJob.define(env, options));
    }

    /** Stands in for the server and hangs up on whoever calls. */
    private static void awaitTwoRefusedAttempts(int port) throws IOException {
        try (ServerSocket silent = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            silent.setSoTimeout((int) PATIENCE.toMillis());
            silent.accept().close();
            silent.accept().close();
        }
    }

    private void sendReadings(int from, int to) {
        for (int i = from; i < to; i++) {
            Reading reading = Reading.at(T + i)
                    .with(Metric.GAS_LEL, (i % 100) / 10.0)
                    .with(Metric.VALVE_OPEN, true)
                    .build();
            log.send(UplinkRecords.of(device(i), Channel.TELEMETRY, T + i + 50, reading));
        }
        log.flush();
    }

    private static DeviceAddress device(int number) {
        return new DeviceAddress("410811", FacilityKind.GAS, "gas-" + number);
    }

    private static String reason(byte[] rejected) {
        try {
            return new ObjectMapper()
                    .readTree(rejected)
                    .path("reasons")
                    .path(0)
                    .path("reason")
                    .asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
