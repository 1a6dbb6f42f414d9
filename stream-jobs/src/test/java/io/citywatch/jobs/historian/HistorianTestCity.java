package io.citywatch.jobs.historian;

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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.core.execution.JobClient;

/** A log, an InfluxDB and the historian's runs between them, for a test. */
final class HistorianTestCity implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);
    static final long T = 1_676_339_400_000L;

    private final Path folder;
    private final TestLog log;
    private final JobRuns runs;
    private InfluxdProcess influxd;

    private HistorianTestCity(Path folder) {
        this.folder = folder;
        runs = new JobRuns(folder.resolve("checkpoints"));
        log = TestLog.start(folder.resolve("kafka"));
        influxd = InfluxdProcess.start(InfluxdOptions.in(folder.resolve("influxdb")));
    }

    static HistorianTestCity start(Path folder) {
        return new HistorianTestCity(folder);
    }

    TestLog log() {
        return log;
    }

    JobRuns runs() {
        return runs;
    }

    InfluxQl influx() {
        return new InfluxQl(influxd.url());
    }

    String influxUrl() {
        return influxd.url().toString();
    }

    void stopInfluxd() {
        influxd.close();
    }

    /** Starts it where it was, with what it had. */
    void restartInfluxd() {
        influxd = InfluxdProcess.start(
                InfluxdOptions.in(folder.resolve("influxdb")).withPort(influxd.port()));
    }

    /** Starts the historian from the newest checkpoint, if there is one. */
    JobClient run() throws Exception {
        HistorianOptions options = HistorianOptions.of(log.bootstrapServers(), influxUrl())
                .withRuntime(runs.runtime(RuntimeOptions.steady()));
        return runs.start(HistorianJob.NAME, env -> HistorianJob.define(env, options));
    }

    /** Stands in for the server that is stopped, and hangs up on whoever calls. */
    void awaitTwoRefusedAttempts() throws IOException {
        try (ServerSocket silent = new ServerSocket(influxd.port(), 1, InetAddress.getLoopbackAddress())) {
            silent.setSoTimeout((int) PATIENCE.toMillis());
            silent.accept().close();
            silent.accept().close();
        }
    }

    /** Readings of as many detectors, a millisecond after each other; each arrives 50 ms after it was taken. */
    void sendReadings(int from, int to) {
        for (int i = from; i < to; i++) {
            Reading reading = Reading.at(T + i)
                    .with(Metric.GAS_LEL, (i % 100) / 10.0)
                    .with(Metric.VALVE_OPEN, true)
                    .build();
            log.send(UplinkRecords.of(device(i), Channel.TELEMETRY, T + i + 50, reading));
        }
        log.flush();
    }

    static DeviceAddress device(int number) {
        return new DeviceAddress("410811", FacilityKind.GAS, "gas-" + number);
    }

    @Override
    public void close() {
        influxd.close();
        log.close();
    }
}
