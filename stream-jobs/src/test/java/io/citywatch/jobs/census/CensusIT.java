package io.citywatch.jobs.census;

import static io.citywatch.telemetry.message.AssetState.COMMISSIONED;
import static io.citywatch.telemetry.message.AssetState.DECOMMISSIONED;
import static io.citywatch.telemetry.message.AssetState.INSTALLED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citywatch.jobs.testkit.JobRuns;
import io.citywatch.jobs.testkit.TestLog;
import io.citywatch.jobs.testkit.UplinkRecords;
import io.citywatch.telemetry.census.AssetCount;
import io.citywatch.telemetry.census.ParkingCount;
import io.citywatch.telemetry.census.Step;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.programme.Programme;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.LogTopics;
import io.citywatch.telemetry.topic.Tick;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The census on a real log. */
class CensusIT {
    @RegisterExtension
    static final MiniClusterExtension FLINK = JobRuns.cluster();

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long T = Births.T;

    @TempDir
    private Path folder;

    private TestLog log;
    private JobRuns runs;
    private final List<JobClient> started = new ArrayList<>();

    @BeforeEach
    void start() {
        runs = new JobRuns(folder.resolve("checkpoints"));
        log = TestLog.start(folder.resolve("kafka"));
    }

    @AfterEach
    void stop() throws Exception {
        // One that a failure has left would take the slots of the next
        for (JobClient job : started) {
            if (!job.getJobStatus().get().isGloballyTerminalState()) {
                job.cancel().get();
            }
        }
        log.close();
    }

    @Test
    void aBirthIsCountedWhenItComes() throws Exception {
        JobClient job = run(1);
        born("gas-0", "asset-0", COMMISSIONED, T);
        awaitCity(1, 1);

        born("gas-1", "asset-1", COMMISSIONED, T + 1);
        awaitCity(2, 2);

        assertThat(LogJson.targetProgress(log.newest(LogTopics.CENSUS).get("target/gas-safety-devices"))
                        .done())
                .isEqualTo(2);
        assertThat(log.newest(LogTopics.DEVICES)).containsOnlyKeys("gas-0", "gas-1");
        job.cancel().get();
    }

    @Test
    void aSecondRunCountsNothingTwice() throws Exception {
        JobClient first = run(2);
        for (int i = 0; i < 100; i++) {
            born("gas-" + i, "asset-" + i, COMMISSIONED, T);
        }
        awaitCity(100, 100);
        runs.awaitCheckpoint(PATIENCE);
        first.cancel().get();
        for (int i = 50; i < 110; i++) {
            born("gas-" + i, "asset-" + i, COMMISSIONED, T + 1);
        }
        born("gas-0", "asset-0", DECOMMISSIONED, T + 1);
        born("gas-1-new", "asset-1", INSTALLED, T + 1);

        JobClient second = run(2);

        awaitCity(109, 108);
        second.cancel().get();
    }

    @Test
    void aRunFromTheStartOfTheLogEndsInTheSameCounts() throws Exception {
        JobClient first = run(2);
        for (int i = 0; i < 60; i++) {
            born("gas-" + i, "asset-" + i % 40, AssetState.values()[i % 4], T + (i * 7) % 11);
        }
        log.tick(new Tick(T + 10_000, T));
        await().atMost(PATIENCE).until(() -> log.newest(LogTopics.CENSUS).size() > 70);
        await().atMost(PATIENCE).until(() -> city("gas").at(Step.REGISTERED) > 0);
        first.cancel().get();
        Map<String, byte[]> before = log.newest(LogTopics.CENSUS);

        runs = new JobRuns(folder.resolve("other-checkpoints"));
        JobClient again = run(1);

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(log.read(LogTopics.CENSUS).size()).isGreaterThanOrEqualTo(before.size() * 2));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(log.newest(LogTopics.CENSUS))
                .containsExactlyInAnyOrderEntriesOf(before));
        again.cancel().get();
    }

    @Test
    void aDeviceThatIsHeardIsAliveAndOneThatFallsSilentIsNot() throws Exception {
        JobClient job = run(2);
        born("gas-1", "asset-1", COMMISSIONED, T);
        born("gas-2", "asset-2", COMMISSIONED, T);
        await().atMost(PATIENCE).until(() -> city("gas") != null && city("gas").at(Step.ALIVE) == 2);

        long later = T + Duration.ofMinutes(6).toMillis();
        Reading reading = Reading.at(later).with(Metric.GAS_LEL, 1).build();
        log.send(UplinkRecords.of(Births.gas("gas-2"), Channel.TELEMETRY, later, reading));
        log.tick(new Tick(later + 2000, T));

        await().atMost(PATIENCE).until(() -> city("gas").at(Step.ALIVE) == 1);
        assertThat(city("gas").at(Step.COMMISSIONED)).isEqualTo(2);
        assertThat(city("gas").at(Step.REPORTING)).isEqualTo(2);
        job.cancel().get();
    }

    @Test
    void afterTheGatewayWasAwayADeviceHasThreeReportsTimeBeforeItIsSilent() throws Exception {
        JobClient job = run(2);
        born("gas-1", "asset-1", COMMISSIONED, T);
        log.tick(new Tick(T + 2000, T));
        await().atMost(PATIENCE).until(() -> city("gas") != null && city("gas").at(Step.ALIVE) == 1);

        long back = T + Duration.ofHours(1).toMillis();
        log.tick(new Tick(back, back));
        log.tick(new Tick(back + Duration.ofMinutes(5).toMillis(), back));

        await().atMost(PATIENCE).until(() -> city("gas").at(Step.SILENT) == 1);
        assertThat(city("gas").t()).isEqualTo(back + Duration.ofMinutes(3).toMillis());
        job.cancel().get();
    }

    @Test
    void aStayIsInTheFiguresOfItsStreetAndTheCity() throws Exception {
        JobClient job = run(2);
        DeviceAddress bay = new DeviceAddress("410811", FacilityKind.PARKING, "p-1");
        Birth birth = new Birth(
                T,
                "4108110201000001",
                COMMISSIONED,
                Birth.Identity.UNKNOWN,
                new Birth.Place(null, null, null, new Birth.Neighbours(null, null, "410811001002003")),
                new Birth.Share(0, 1, 0),
                0,
                null);
        log.send(UplinkRecords.of(bay, Channel.BIRTH, T, birth));
        for (int minutes : List.of(0, 45, 15)) {
            long t = T + Duration.ofMinutes(minutes).toMillis();
            Reading reading = Reading.at(t).with(Metric.OCCUPIED, minutes == 15).build();
            log.send(UplinkRecords.of(bay, Channel.TELEMETRY, t, reading));
        }
        log.tick(new Tick(T + Duration.ofMinutes(61).toMillis(), T));

        for (String scope : List.of("parking/410811/410811001", "parking/410811", "parking/410800")) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                byte[] count = log.newest(LogTopics.CENSUS).get(scope);
                assertThat(count).isNotNull();
                assertThat(LogJson.parkingCount(count).today().figures())
                        .isEqualTo(new ParkingCount.Figures(0.5, 24.0, 1, 30.0, 60 / 650.0));
            });
        }
        job.cancel().get();
    }

    private JobClient run(int parallelism) throws Exception {
        CensusOptions usual = CensusOptions.of(log.bootstrapServers(), Programme.bundled());
        CensusOptions options = usual.withRuntime(runs.runtime(usual.runtime()).withParallelism(parallelism));
        JobClient job = runs.start(CensusJob.NAME, env -> CensusJob.define(env, options));
        started.add(job);
        return job;
    }

    private void born(String device, String asset, AssetState state, long t) {
        log.send(UplinkRecords.of(Births.gas(device), Channel.BIRTH, t, Births.birth(asset, state, t)));
        log.flush();
    }

    private void awaitCity(long registered, long commissioned) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(city("gas")).isNotNull();
            assertThat(city("gas").at(Step.REGISTERED)).isEqualTo(registered);
            assertThat(city("gas").at(Step.COMMISSIONED)).isEqualTo(commissioned);
        });
    }

    private AssetCount city(String kind) throws Exception {
        byte[] count = log.newest(LogTopics.CENSUS).get("count/410800/" + kind);
        return count == null ? null : LogJson.assetCount(count);
    }
}
