package io.citywatch.jobs.historian;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citywatch.jobs.ledger.Ledger;
import io.citywatch.jobs.log.LogOptions;
import io.citywatch.jobs.runtime.JobEnvironment;
import io.citywatch.jobs.runtime.RuntimeOptions;
import io.citywatch.jobs.testkit.InfluxQl;
import io.citywatch.jobs.testkit.TestLog;
import io.citywatch.jobs.testkit.UplinkRecords;
import io.citywatch.standalone.embedded.InfluxdOptions;
import io.citywatch.standalone.embedded.InfluxdProcess;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.ledger.LedgerMinute;
import io.citywatch.telemetry.ledger.LedgerPart;
import io.citywatch.telemetry.ledger.LedgerSum;
import io.citywatch.telemetry.ledger.LedgerTotal;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.LogTopics;
import io.citywatch.telemetry.topic.Tick;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A log, an InfluxDB, the historian and the books between them, of which a test may break any. */
final class BookedCity implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SLOTS = 2;

    /** Of today: older minutes are out of the books. */
    private final long minute = LedgerPart.minuteOf(System.currentTimeMillis());

    private final Path folder;
    private final TestLog log;
    private final MiniCluster cluster;
    private InfluxdProcess influxd;
    private int sent;

    private BookedCity(Path folder) throws Exception {
        this.folder = folder;
        log = TestLog.start(folder.resolve("kafka"));
        influxd = InfluxdProcess.start(InfluxdOptions.in(folder.resolve("influxdb")));
        cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(2 * SLOTS)
                .withRandomPorts()
                .build());
        cluster.start();
    }

    static BookedCity start(Path folder) throws Exception {
        return new BookedCity(folder);
    }

    /** The minute in which all is sent. */
    long minute() {
        return minute;
    }

    TestLog log() {
        return log;
    }

    InfluxQl influx() {
        return new InfluxQl(influxd.url());
    }

    /** How many different readings have been sent. */
    int sent() {
        return sent;
    }

    void stopInfluxd() {
        influxd.close();
    }

    /** Starts it where it was, with what it had. */
    void restartInfluxd() {
        startInfluxd(InfluxdOptions.in(folder.resolve("influxdb")));
    }

    /** Starts it with those options where it was. */
    void startInfluxd(InfluxdOptions options) {
        influxd = InfluxdProcess.start(options.withPort(influxd.port()));
    }

    void awaitBalance(LedgerSum sum) {
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
    void killInfluxd() {
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

    void kill() throws Exception {
        cluster.terminateTaskManager(0).get();
        cluster.startTaskManager();
    }

    void submit() throws Exception {
        submit(influxd.url());
    }

    void submit(URI store) throws Exception {
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

    void send(int readings) {
        for (int i = 0; i < readings; i++) {
            sendReading(sent++);
            if (i % 100 == 0) {
                log.tick(new Tick(minute + i, minute));
            }
        }
        log.flush();
    }

    /** Sends the newest readings again. */
    void repeat(int readings) {
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

    void spoil(int messages) {
        for (int i = 0; i < messages; i++) {
            log.send(UplinkRecords.of(device(i), Channel.TELEMETRY, minute + i, "{\"gasLel\": ".getBytes(UTF_8)));
        }
        log.flush();
    }

    static DeviceAddress device(int number) {
        return new DeviceAddress("410811", FacilityKind.GAS, "gas-" + number);
    }

    @Override
    public void close() throws Exception {
        cluster.close();
        influxd.close();
        log.close();
    }
}
