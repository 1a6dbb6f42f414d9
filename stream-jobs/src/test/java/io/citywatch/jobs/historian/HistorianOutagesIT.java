package io.citywatch.jobs.historian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citywatch.jobs.testkit.JobRuns;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The historian stops, or its InfluxDB does, and nothing is missing. */
class HistorianOutagesIT {
    @RegisterExtension
    static final MiniClusterExtension FLINK = JobRuns.cluster();

    private static final Duration PATIENCE = HistorianTestCity.PATIENCE;

    @TempDir
    private Path folder;

    private HistorianTestCity city;

    @BeforeEach
    void start() {
        city = HistorianTestCity.start(folder);
    }

    @AfterEach
    void stop() {
        city.close();
    }

    @Test
    void anInfluxDbThatIsAwayForAWhileMissesNothing() throws Exception {
        JobClient job = city.run();
        city.sendReadings(0, 100);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(city.influx().count("gas", "gasLel"))
                .isEqualTo(100));

        city.stopInfluxd();
        city.sendReadings(100, 400);
        city.awaitTwoRefusedAttempts();
        city.restartInfluxd();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(city.influx().count("gas", "gasLel"))
                .isEqualTo(400));
        job.cancel().get();
    }

    @Test
    void aJobThatIsCancelledWhileInfluxDbIsAwayHasNothingInACheckpointThatIsNotWritten() throws Exception {
        JobClient first = city.run();
        city.sendReadings(0, 100);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(city.influx().count("gas", "gasLel"))
                .isEqualTo(100));
        city.runs().awaitCheckpoint(PATIENCE);

        city.stopInfluxd();
        city.sendReadings(100, 400);
        city.awaitTwoRefusedAttempts();
        first.cancel().get();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(first.getJobStatus().get()).isEqualTo(JobStatus.CANCELED));
        city.restartInfluxd();
        city.influx().answer("DROP MEASUREMENT gas");
        JobClient second = city.run();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(city.influx().count("gas", "gasLel"))
                .as("read again from the checkpoint before InfluxDB went away")
                .isEqualTo(300));
        second.cancel().get();
    }

    @Test
    void aSecondRunGoesOnFromTheCheckpointOfTheFirst() throws Exception {
        JobClient first = city.run();
        city.sendReadings(0, 200);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(city.influx().count("gas", "gasLel"))
                .isEqualTo(200));
        city.runs().awaitCheckpoint(PATIENCE);
        first.cancel().get();
        city.influx().answer("DROP MEASUREMENT gas");

        city.sendReadings(200, 300);
        JobClient second = city.run();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(city.influx().rows("SELECT * FROM gas WHERE device = 'gas-299'"))
                        .hasSize(1));
        assertThat(city.influx().count("gas", "gasLel"))
                .as("read again from the start of the log")
                .isLessThan(300);
        second.cancel().get();
    }
}
