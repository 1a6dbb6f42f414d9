package io.citywatch.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citywatch.jobs.alarms.AlarmJob;
import io.citywatch.jobs.census.CensusJob;
import io.citywatch.jobs.historian.HistorianJob;
import io.citywatch.jobs.runtime.JobEnvironment;
import io.citywatch.jobs.testkit.InfluxQl;
import io.citywatch.jobs.testkit.TestLog;
import io.citywatch.standalone.embedded.InfluxdOptions;
import io.citywatch.standalone.embedded.InfluxdProcess;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Transition;
import io.citywatch.telemetry.census.Step;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The three jobs, from the jar that a user submits, on a cluster of processes with state in RocksDB. */
class ClusterIT {
    /** With this property set the kept savepoints are made anew. */
    private static final String REWRITE = "savepoints.rewrite";

    private static final Path ROOT = Path.of(System.getProperty("citywatch.root"));
    private static final Path JOB_JAR = ROOT.resolve("stream-jobs/target/citywatch-jobs.jar");
    private static final Path KEPT = ROOT.resolve("stream-jobs/src/test/resources/savepoints/0.1.0");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Map<String, Class<?>> JOBS = new LinkedHashMap<>();

    static {
        JOBS.put(AlarmJob.NAME, AlarmJob.class);
        JOBS.put(CensusJob.NAME, CensusJob.class);
        JOBS.put(HistorianJob.NAME, HistorianJob.class);
    }

    @TempDir
    private static Path shared;

    private static FlinkProcesses flink;
    private static InfluxdProcess influxd;

    @TempDir
    private Path folder;

    private TestLog log;
    private LoggedAlarms alarms;
    private FlinkClient client;
    private InfluxQl influx;

    @BeforeAll
    static void startServers() throws IOException {
        flink = FlinkProcesses.start(
                shared,
                Map.of(
                        "state.backend.type", "rocksdb",
                        "execution.checkpointing.incremental", "true",
                        "execution.checkpointing.dir",
                                shared.resolve("checkpoints").toUri().toString()));
        flink.startTaskManager("one");
        flink.startTaskManager("two");
        influxd = InfluxdProcess.start(InfluxdOptions.in(shared.resolve("influxdb")));
        flink.awaitTaskManagers();
    }

    @AfterAll
    static void stopServers() throws InterruptedException {
        influxd.close();
        flink.close();
    }

    @BeforeEach
    void start() throws Exception {
        client = flink.client();
        influx = new InfluxQl(influxd.url());
        influx.answer("DROP DATABASE citywatch");
        log = TestLog.start(folder.resolve("kafka"));
        alarms = new LoggedAlarms(log);
    }

    @AfterEach
    void stop() throws Exception {
        for (String job : JOBS.keySet()) {
            client.flink("cancel", client.idOf(job));
        }
        log.close();
    }

    @Test
    void aKilledTaskManagerLosesNothingAndASavepointIsSpreadOverMoreTasks() throws Exception {
        SmallCity city = new SmallCity(log, false);
        submit(1, Map.of());
        city.isBorn(0, 20);
        city.isCalm(10, 20);
        city.leaks(0, 10);
        city.passes(2000);
        alarms.awaitLeaks(0, 10);
        awaitHistory(city);
        for (String job : JOBS.keySet()) {
            client.awaitCheckpoint(job);
            assertThat(client.checkpointing(job).path("state_backend").asText())
                    .isEqualTo("EmbeddedRocksDBStateBackend");
        }

        String killed = client.taskManagersOf(AlarmJob.NAME).iterator().next();
        flink.kill(killed);
        city.leaks(10, 15);
        city.isBorn(20, 22);
        city.passes(2000);

        alarms.awaitLeaks(0, 15);
        awaitHistory(city);
        awaitCommissioned(22);
        assertThat(client.checkpoints(AlarmJob.NAME)
                        .path("counts")
                        .path("restored")
                        .asInt())
                .isPositive();

        flink.startTaskManager("three");
        flink.awaitTaskManagers();
        Map<String, Path> savepoints = stopAll(folder.resolve("savepoints"));
        submit(2, savepoints);
        city.isCalm(0, 5);
        city.isBorn(22, 30);
        city.leaks(20, 25);
        city.passes(61_000);
        city.isCalm(0, 5);
        city.passes(2000);

        alarms.awaitLeaks(0, 15);
        alarms.awaitLeaks(20, 25);
        alarms.awaitState(0, 5, AlarmState.RTNUN);
        awaitHistory(city);
        awaitCommissioned(30);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(client.subtasks(AlarmJob.NAME, "alarms"))
                .hasSize(2)
                .allSatisfy(task ->
                        assertThat(task.at("/metrics/read-records").asLong()).isPositive()));
        assertThat(client.vertices(AlarmJob.NAME))
                .filteredOn(vertex -> vertex.path("name").asText().startsWith("alarms"))
                .extracting(vertex -> vertex.path("maxParallelism").asInt())
                .containsExactly(JobEnvironment.MAX_PARALLELISM);
    }

    @Test
    void theSavepointsOfTheLastReleaseAreReadOn() throws Exception {
        if (Boolean.getBoolean(REWRITE)) {
            makeSavepoints();
        }
        // What the savepoints have read stands in the log no more; who reads it again hears of ghosts
        SmallCity city = new SmallCity(log, true);
        beforeTheSavepoint(city);
        submit(1, kept());
        SmallCity after = new SmallCity(log, false);
        after.passes(200_000);
        after.isBorn(30, 32);
        after.isCalm(0, 8);
        after.passes(61_000);
        after.isCalm(0, 8);
        after.passes(2000);

        alarms.awaitState(0, 6, AlarmState.RTNUN);
        alarms.awaitState(6, 8, AlarmState.NORM);
        awaitCommissioned(24);
        awaitHistory(after);
        assertThat(alarms.newest().get(SmallCity.leak(6)).history())
                .extracting(Transition::cause)
                .startsWith("raise", "command")
                .contains("acknowledge")
                .endsWith("clear");
        assertThat(alarms.newest().keySet()).noneMatch(id -> id.contains("ghost"));
        assertThat(log.newest(LogTopics.DEVICES).keySet()).containsExactlyInAnyOrder("gas-30", "gas-31");
    }

    /** Leaks that stand, acknowledged or not, and assets that are commissioned, registered, taken away, or have a new device. */
    private static void beforeTheSavepoint(SmallCity city) {
        city.isBorn(0, 22);
        city.isBorn(SmallCity.gas(22), "asset-22", AssetState.REGISTERED);
        city.isBorn(SmallCity.gas(23), "asset-23", AssetState.COMMISSIONED);
        city.isBorn(SmallCity.gas(23), "asset-23", AssetState.DECOMMISSIONED);
        city.isBorn(SmallCity.gas(24), "asset-8", AssetState.COMMISSIONED);
        city.isCalm(8, 22);
        city.leaks(0, 8);
        city.passes(2000);
    }

    private void makeSavepoints() throws Exception {
        SmallCity city = new SmallCity(log, false);
        submit(1, Map.of());
        beforeTheSavepoint(city);
        alarms.awaitLeaks(0, 8);
        city.does(6, AlarmAction.Verb.ACKNOWLEDGE, null);
        city.does(7, AlarmAction.Verb.ACKNOWLEDGE, null);
        alarms.awaitState(6, 8, AlarmState.ACKED);
        awaitCommissioned(22);
        awaitHistory(city);
        for (Map.Entry<String, Path> savepoint :
                stopAll(folder.resolve("savepoints")).entrySet()) {
            Path target = Files.createDirectories(KEPT.resolve(savepoint.getKey()));
            try (var files = Files.list(savepoint.getValue())) {
                for (Path file : files.toList()) {
                    Files.copy(file, target.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        log.close();
        log = TestLog.start(folder.resolve("kafka-after"));
        alarms = new LoggedAlarms(log);
        influx.answer("DROP DATABASE citywatch");
    }

    private static Map<String, Path> kept() {
        Map<String, Path> savepoints = new HashMap<>();
        JOBS.keySet().forEach(job -> savepoints.put(job, KEPT.resolve(job)));
        return savepoints;
    }

    private void submit(int parallelism, Map<String, Path> savepoints) {
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

    private Map<String, Path> stopAll(Path target) throws Exception {
        Map<String, Path> savepoints = new LinkedHashMap<>();
        for (String job : JOBS.keySet()) {
            savepoints.put(job, client.stop(job, target.resolve(job)));
        }
        return savepoints;
    }

    private void awaitCommissioned(long assets) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            byte[] count = log.newest(LogTopics.CENSUS).get("count/" + SmallCity.DISTRICT + "/gas");
            assertThat(count).isNotNull();
            assertThat(LogJson.assetCount(count).at(Step.COMMISSIONED)).isEqualTo(assets);
        });
    }

    private void awaitHistory(SmallCity city) {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(influx.count("gas", "gasLel"))
                .isEqualTo(city.readings()));
    }
}
