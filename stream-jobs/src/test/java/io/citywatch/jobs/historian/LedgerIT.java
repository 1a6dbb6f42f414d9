package io.citywatch.jobs.historian;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.citywatch.jobs.ledger.Ledger;
import io.citywatch.jobs.log.LogOptions;
import io.citywatch.jobs.runtime.JobEnvironment;
import io.citywatch.jobs.runtime.RuntimeOptions;
import io.citywatch.jobs.testkit.InfluxQl;
import io.citywatch.jobs.testkit.SmallDisk;
import io.citywatch.jobs.testkit.TestLog;
import io.citywatch.jobs.testkit.UplinkRecords;
import io.citywatch.jobs.testkit.VictoriaMetricsProcess;
import io.citywatch.standalone.embedded.InfluxdOptions;
import io.citywatch.standalone.embedded.InfluxdProcess;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.ledger.LedgerCounts;
import io.citywatch.telemetry.ledger.LedgerMinute;
import io.citywatch.telemetry.ledger.LedgerPart;
import io.citywatch.telemetry.ledger.LedgerSum;
import io.citywatch.telemetry.ledger.LedgerTotal;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.LogTopics;
import io.citywatch.telemetry.topic.Tick;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The books balance whatever happens to the historian and to its InfluxDB. */
class LedgerIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SLOTS = 2;

    /** Of today: older minutes are out of the books. */
    private final long minute = LedgerPart.minuteOf(System.currentTimeMillis());

    @TempDir
    private Path folder;

    private TestLog log;
    private InfluxdProcess influxd;
    private InfluxQl influx;
    private MiniCluster cluster;
    private int sent;

    @BeforeEach
    void start() throws Exception {
        log = TestLog.start(folder.resolve("kafka"));
        influxd = InfluxdProcess.start(InfluxdOptions.in(folder.resolve("influxdb")));
        influx = new InfluxQl(influxd.url());
        cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(2 * SLOTS)
                .withRandomPorts()
                .build());
        cluster.start();
    }

    @AfterEach
    void stop() throws Exception {
        cluster.close();
        influxd.close();
        log.close();
    }

    @Test
    void overDyingWorkersARefusedMessageAndAnInfluxDbThatIsKilledUnderLoad() throws Exception {
        influx.answer("CREATE DATABASE citywatch");
        influx.write("gas,device=gas-0 coPpm=\"a text\" " + minute);
        submit();
        send(500);
        repeat(100);
        spoil(30);
        awaitBalance(new LedgerSum(630, 500, 100, 30));

        kill();
        send(500);
        Reading refused = Reading.at(minute + 7).with(Metric.CO_PPM, 3).build();
        log.send(UplinkRecords.of(device(7_777), Channel.TELEMETRY, minute + 1, refused));
        send(500);
        awaitBalance(new LedgerSum(1_631, 1_500, 100, 31));

        killInfluxd();
        send(500);
        repeat(50);
        kill();
        influxd = InfluxdProcess.start(
                InfluxdOptions.in(folder.resolve("influxdb")).withPort(influxd.port()));
        send(500);
        kill();
        awaitBalance(new LedgerSum(2_681, 2_500, 150, 31));

        assertThat(influx.count("gas", "gasLel")).isEqualTo(2_500);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        influx.rows("SELECT accepted, stored, duplicate, rejected, difference FROM ledger"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.path("time").asLong()).isEqualTo(minute);
                    assertThat(row.path("accepted").asLong()).isEqualTo(2_681);
                    assertThat(row.path("stored").asLong()).isEqualTo(2_500);
                    assertThat(row.path("difference").asLong()).isZero();
                }));
    }

    @Test
    void whatTheGatewayHasHadConfirmedAndTheLogHasNotIsADifference() throws Exception {
        submit();
        send(10);
        LedgerPart part = new LedgerPart("gateway-x", minute, minute, LedgerCounts.accepted(12));
        log.send(LogTopics.LEDGER_PARTS, part.key(), LogJson.encode(part));

        awaitBalance(new LedgerSum(12, 10, 0, 0));
    }

    @Test
    void overAnInfluxDbThatIsStoppedForSecondsUnderLoad() throws Exception {
        submit();
        send(300);
        awaitBalance(new LedgerSum(300, 300, 0, 0));

        influxd.close();
        // Several times the historian's first pauses; it goes on being sent to all the while.
        await().pollInterval(Duration.ofMillis(100))
                .pollDelay(Duration.ZERO)
                .atMost(PATIENCE)
                .until(() -> {
                    send(100);
                    repeat(10);
                    return sent >= 5_300;
                });
        influxd = InfluxdProcess.start(
                InfluxdOptions.in(folder.resolve("influxdb")).withPort(influxd.port()));

        awaitBalance(new LedgerSum(300 + 50 * 110, 5_300, 50 * 10, 0));
        assertThat(influx.count("gas", "gasLel")).isEqualTo(5_300);
    }

    @Test
    void overADiskThatIsFullUntilThereIsRoomAgain() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 48)) {
            influxd.close();
            InfluxdOptions onDisk = InfluxdOptions.in(disk.folder().resolve("influxdb"));
            influxd = InfluxdProcess.start(onDisk.withPort(influxd.port()));
            submit();
            send(300);
            awaitBalance(new LedgerSum(300, 300, 0, 0));

            disk.fill();
            await().atMost(PATIENCE).untilAsserted(() -> {
                send(1_000);
                assertThat(answerToAWrite()).contains("no space left on device");
            });
            repeat(100);
            int all = sent;
            disk.free();
            influxd.close();
            influxd = InfluxdProcess.start(onDisk.withPort(influxd.port()));

            awaitBalance(new LedgerSum(all + 100, all, 100, 0));
            assertThat(influx.count("gas", "gasLel")).isEqualTo(all);
            influxd.close();
        }
    }

    @Test
    void overAVictoriaMetricsThatIsStoppedUnderLoad() throws Exception {
        Path data = folder.resolve("victoria-metrics");
        VictoriaMetricsProcess server = VictoriaMetricsProcess.start(data);
        try {
            submit(server.url());
            send(500);
            repeat(100);
            spoil(30);
            awaitBalance(new LedgerSum(630, 500, 100, 30));

            server.close();
            send(500);
            kill();
            server = VictoriaMetricsProcess.start(data, server.url().getPort());
            send(500);

            awaitBalance(new LedgerSum(1_630, 1_500, 100, 30));
            assertThat(readings(server.export("gas_gasLel"))).hasSize(1_500);
        } finally {
            server.close();
        }
    }

    /** Device and time of each: VictoriaMetrics shows a point that was written twice as two samples. */
    private static Set<String> readings(String export) throws IOException {
        Set<String> readings = new HashSet<>();
        for (String line : export.lines().toList()) {
            JsonNode series = new ObjectMapper().readTree(line);
            for (JsonNode t : series.path("timestamps")) {
                readings.add(series.at("/metric/device").asText() + '@' + t.asLong());
            }
        }
        return readings;
    }

    private String answerToAWrite() throws InterruptedException {
        try {
            influx.write("probe value=\"" + "x".repeat(1 << 15) + "\" " + System.nanoTime() / 1_000_000);
            return "";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void awaitBalance(LedgerSum sum) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            Map<String, byte[]> ledger = log.newest(LogTopics.LEDGER);
            assertThat(ledger).containsKey(LedgerTotal.KEY);
            assertThat(LogJson.ledgerTotal(ledger.get(LedgerTotal.KEY)).sum()).isEqualTo(sum);
            assertThat(LogJson.ledgerMinute(ledger.get(LedgerMinute.key(minute)))
                            .sum())
                    .isEqualTo(sum);
        });
    }

    /** As a power cut would: with SIGKILL. */
    private void killInfluxd() {
        assertThat(influxd().destroyForcibly()).isTrue();
        assertThat(influxd.onExit()).succeedsWithin(PATIENCE).isNotEqualTo(0);
    }

    private ProcessHandle influxd() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("influxd"))
                .filter(process -> Stream.of(process.info().arguments().orElse(new String[0]))
                        .anyMatch(argument -> argument.startsWith(folder.toString())))
                .findAny()
                .orElseThrow();
    }

    private void kill() throws Exception {
        cluster.terminateTaskManager(0).get();
        cluster.startTaskManager();
    }

    private void submit() throws Exception {
        submit(influxd.url());
    }

    private void submit(URI store) throws Exception {
        RuntimeOptions runtime = RuntimeOptions.steady()
                .withParallelism(SLOTS)
                .withCheckpointInterval(Duration.ofMillis(200))
                .withCheckpointFolder(folder.resolve("checkpoints").toUri().toString());
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        HistorianJob.define(
                env,
                HistorianOptions.of(log.bootstrapServers(), store.toString()).withRuntime(runtime));
        StreamExecutionEnvironment books = StreamExecutionEnvironment.getExecutionEnvironment();
        JobEnvironment.configure(books, runtime.withParallelism(1));
        var unused = Ledger.define(books, LogOptions.steady(log.bootstrapServers()), "books");
        cluster.submitJob(env.getStreamGraph().getJobGraph()).get();
        cluster.submitJob(books.getStreamGraph().getJobGraph()).get();
    }

    private void send(int readings) {
        for (int i = 0; i < readings; i++) {
            sendReading(sent++);
            if (i % 100 == 0) {
                log.tick(new Tick(minute + i, minute));
            }
        }
        log.flush();
    }

    /** Sends the newest readings again. */
    private void repeat(int readings) {
        for (int i = sent - readings; i < sent; i++) {
            sendReading(i);
        }
        log.flush();
    }

    private void sendReading(int number) {
        Reading reading = Reading.at(minute + number)
                .seq(number)
                .with(Metric.GAS_LEL, number % 10)
                .build();
        log.send(UplinkRecords.of(device(number % 97), Channel.TELEMETRY, minute + number % 60_000, reading));
    }

    private void spoil(int messages) {
        for (int i = 0; i < messages; i++) {
            log.send(UplinkRecords.of(device(i), Channel.TELEMETRY, minute + i, "{\"gasLel\": ".getBytes(UTF_8)));
        }
        log.flush();
    }

    private static DeviceAddress device(int number) {
        return new DeviceAddress("410811", FacilityKind.GAS, "gas-" + number);
    }
}
