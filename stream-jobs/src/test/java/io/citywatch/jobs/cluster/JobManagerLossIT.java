package io.citywatch.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citywatch.jobs.alarms.AlarmJob;
import io.citywatch.jobs.testkit.TestLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that keeps in ZooKeeper what its JobManager has to know, with the configuration that the page about clusters shows. */
class JobManagerLossIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path JOB_JAR =
            Path.of(System.getProperty("citywatch.root")).resolve("stream-jobs/target/citywatch-jobs.jar");

    @TempDir
    private Path folder;

    @Test
    void theJobGoesOnByItselfWhenAJobManagerIsThereAgain() throws Exception {
        try (TestLog log = TestLog.start(folder.resolve("kafka"));
                ZooKeeperProcess zooKeeper = ZooKeeperProcess.start(folder.resolve("zookeeper"));
                FlinkProcesses flink = FlinkProcesses.start(folder.resolve("flink"), configuration(zooKeeper))) {
            flink.startTaskManager("survivor");
            flink.awaitTaskManagers();
            FlinkClient client = flink.client();
            client.flink(
                    "run",
                    "-d",
                    "-c",
                    AlarmJob.class.getName(),
                    JOB_JAR.toString(),
                    "--log",
                    log.bootstrapServers(),
                    "--checkpoint-interval-millis",
                    "500");
            client.awaitRunning(AlarmJob.NAME);
            String job = client.idOf(AlarmJob.NAME);
            SmallCity city = new SmallCity(log, false);
            LoggedAlarms alarms = new LoggedAlarms(log);
            city.isBorn(0, 10);
            city.leaks(0, 5);
            city.passes(2000);
            alarms.awaitLeaks(0, 5);
            client.awaitCheckpoint(AlarmJob.NAME);

            flink.killJobManager();
            city.leaks(5, 10);
            city.passes(2000);
            flink.restartJobManager();

            alarms.awaitLeaks(0, 10);
            await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
                assertThat(client.idOf(AlarmJob.NAME)).isEqualTo(job);
                assertThat(client.checkpoints(AlarmJob.NAME)
                                .at("/counts/restored")
                                .asInt())
                        .isPositive();
            });
        }
    }

    private Map<String, String> configuration(ZooKeeperProcess zooKeeper) {
        return Map.of(
                "high-availability.type",
                "zookeeper",
                "high-availability.zookeeper.quorum",
                zooKeeper.quorum(),
                "high-availability.storageDir",
                folder.resolve("ha").toUri().toString(),
                "high-availability.zookeeper.client.session-timeout",
                "4 s",
                "execution.checkpointing.dir",
                folder.resolve("checkpoints").toUri().toString());
    }
}
