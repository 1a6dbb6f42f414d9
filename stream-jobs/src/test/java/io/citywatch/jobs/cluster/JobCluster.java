package io.citywatch.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citywatch.jobs.alarms.AlarmJob;
import io.citywatch.jobs.census.CensusJob;
import io.citywatch.jobs.historian.HistorianJob;
import io.citywatch.jobs.testkit.InfluxQl;
import io.citywatch.jobs.testkit.TestLog;
import io.citywatch.standalone.embedded.InfluxdOptions;
import io.citywatch.standalone.embedded.InfluxdProcess;
import io.citywatch.telemetry.census.Step;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A cluster of processes with state in RocksDB and an InfluxDB beside it, for the three jobs from the jar that a user submits. */
final class JobCluster implements AutoCloseable {
    private static final Path JOB_JAR =
            Path.of(System.getProperty("citywatch.root")).resolve("stream-jobs/target/citywatch-jobs.jar");

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Map<String, Class<?>> JOBS = new LinkedHashMap<>();

    static {
        JOBS.put(AlarmJob.NAME, AlarmJob.class);
        JOBS.put(CensusJob.NAME, CensusJob.class);
        JOBS.put(HistorianJob.NAME, HistorianJob.class);
    }

    private final FlinkProcesses flink;
    private final InfluxdProcess influxd;

    private JobCluster(FlinkProcesses flink, InfluxdProcess influxd) {
        this.flink = flink;
        this.influxd = influxd;
    }

    /** Starts it with two TaskManagers. */
    static JobCluster start(Path folder) throws IOException {
        FlinkProcesses flink = FlinkProcesses.start(
                folder,
                Map.of(
                        "state.backend.type", "rocksdb",
                        "execution.checkpointing.incremental", "true",
                        "execution.checkpointing.dir",
                                folder.resolve("checkpoints").toUri().toString()));
        flink.startTaskManager("one");
        flink.startTaskManager("two");
        InfluxdProcess influxd = InfluxdProcess.start(InfluxdOptions.in(folder.resolve("influxdb")));
        flink.awaitTaskManagers();
        return new JobCluster(flink, influxd);
    }

    /** The jobs' names. */
    static Set<String> jobs() {
        return JOBS.keySet();
    }

    FlinkProcesses flink() {
        return flink;
    }

    InfluxQl influx() {
        return new InfluxQl(influxd.url());
    }

    /** Submits the jobs for that log, each from its savepoint where it has one, and waits until they run. */
    void submit(TestLog log, int parallelism, Map<String, Path> savepoints) {
        FlinkClient client = flink.client();
        JOBS.forEach((name, main) -> {
            List<String> arguments = new ArrayList<>(List.of("-d", "-p", String.valueOf(parallelism)));
            if (savepoints.containsKey(name)) {
                Collections.addAll(arguments, "-s", savepoints.get(name).toUri().toString());
            }
            Collections.addAll(
                    arguments,
                    "-c",
                    main.getName(),
                    JOB_JAR.toString(),
                    "--log",
                    log.bootstrapServers(),
                    "--checkpoint-interval-millis",
                    "500");
            if (name.equals(HistorianJob.NAME)) {
                Collections.addAll(arguments, "--influx-url", influxd.url().toString());
            }
            client.flink("run", arguments.toArray(String[]::new));
        });
        JOBS.keySet().forEach(client::awaitRunning);
    }

    /** Stops each job with a savepoint in a folder of its own. */
    Map<String, Path> stopAll(Path target) throws Exception {
        Map<String, Path> savepoints = new LinkedHashMap<>();
        for (String job : JOBS.keySet()) {
            savepoints.put(job, flink.client().stop(job, target.resolve(job)));
        }
        return savepoints;
    }

    void cancelAll() throws Exception {
        for (String job : JOBS.keySet()) {
            flink.client().flink("cancel", flink.client().idOf(job));
        }
    }

    /** Waits until so many of the city's assets of gas are counted. */
    static void awaitCommissioned(TestLog log, long assets) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            byte[] count = log.newest(LogTopics.CENSUS).get("count/" + SmallCity.DISTRICT + "/gas");
            assertThat(count).isNotNull();
            assertThat(LogJson.assetCount(count).at(Step.COMMISSIONED)).isEqualTo(assets);
        });
    }

    /** Waits until every reading of gas is in InfluxDB. */
    void awaitHistory(SmallCity city) {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(influx().count("gas", "gasLel"))
                .isEqualTo(city.readings()));
    }

    @Override
    public void close() throws InterruptedException {
        influxd.close();
        flink.close();
    }
}
