package io.citywatch.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citywatch.jobs.alarms.AlarmJob;
import io.citywatch.jobs.runtime.JobEnvironment;
import io.citywatch.jobs.testkit.TestLog;
import io.citywatch.telemetry.alarm.AlarmState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The three jobs, from the jar that a user submits, on a cluster of processes with state in RocksDB. */
class ClusterIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path shared;

    private static JobCluster cluster;

    @TempDir
    private Path folder;

    private TestLog log;
    private LoggedAlarms alarms;
    private FlinkClient client;

    @BeforeAll
    static void startServers() throws IOException {
        cluster = JobCluster.start(shared);
    }

    @AfterAll
    static void stopServers() throws InterruptedException {
        cluster.close();
    }

    @BeforeEach
    void start() throws Exception {
        cluster.influx().answer("DROP DATABASE citywatch");
        log = TestLog.start(folder.resolve("kafka"));
        alarms = new LoggedAlarms(log);
        client = cluster.flink().client();
    }

    @AfterEach
    void stop() throws Exception {
        cluster.cancelAll();
        log.close();
    }

    @Test
    void aKilledTaskManagerLosesNothingAndASavepointIsSpreadOverMoreTasks() throws Exception {
        SmallCity city = new SmallCity(log, false);
        cluster.submit(log, 1, Map.of());
        city.isBorn(0, 20);
        city.isCalm(10, 20);
        city.leaks(0, 10);
        city.passes(2000);
        alarms.awaitLeaks(0, 10);
        cluster.awaitHistory(city);
        for (String job : JobCluster.jobs()) {
            client.awaitCheckpoint(job);
            assertThat(client.checkpointing(job).path("state_backend").asText())
                    .isEqualTo("EmbeddedRocksDBStateBackend");
        }

        String killed = client.taskManagersOf(AlarmJob.NAME).iterator().next();
        cluster.flink().kill(killed);
        city.leaks(10, 15);
        city.isBorn(20, 22);
        city.passes(2000);

        alarms.awaitLeaks(0, 15);
        cluster.awaitHistory(city);
        JobCluster.awaitCommissioned(log, 22);
        assertThat(client.checkpoints(AlarmJob.NAME)
                        .path("counts")
                        .path("restored")
                        .asInt())
                .isPositive();

        cluster.flink().startTaskManager("three");
        cluster.flink().awaitTaskManagers();
        Map<String, Path> savepoints = cluster.stopAll(folder.resolve("savepoints"));
        cluster.submit(log, 2, savepoints);
        city.isCalm(0, 5);
        city.isBorn(22, 30);
        city.leaks(20, 25);
        city.passes(61_000);
        city.isCalm(0, 5);
        city.passes(2000);

        alarms.awaitLeaks(0, 15);
        alarms.awaitLeaks(20, 25);
        alarms.awaitState(0, 5, AlarmState.RTNUN);
        cluster.awaitHistory(city);
        JobCluster.awaitCommissioned(log, 30);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(client.subtasks(AlarmJob.NAME, "alarms"))
                .hasSize(2)
                .allSatisfy(task ->
                        assertThat(task.at("/metrics/read-records").asLong()).isPositive()));
        assertThat(client.vertices(AlarmJob.NAME))
                .filteredOn(vertex -> vertex.path("name").asText().startsWith("alarms"))
                .extracting(vertex -> vertex.path("maxParallelism").asInt())
                .containsExactly(JobEnvironment.MAX_PARALLELISM);
    }
}
