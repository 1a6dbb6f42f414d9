package io.citywatch.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.testkit.TestLog;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Transition;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The present code goes on from the savepoints that earlier code has left. */
class SavepointIT {
    /** With this property set to its name the kept savepoints of that folder are made anew. */
    private static final String REWRITE = "savepoints.rewrite";

    private static final Path KEPT =
            Path.of(System.getProperty("citywatch.root")).resolve("stream-jobs/src/test/resources/savepoints");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path shared;

    private static JobCluster cluster;

    @TempDir
    private Path folder;

    private TestLog log;
    private LoggedAlarms alarms;

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
    }

    @AfterEach
    void stop() throws Exception {
        cluster.cancelAll();
        log.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1.0", "2026-11"})
    void whatStandsAndWhatIsCountedIsReadOn(String kept) throws Exception {
        boolean hasManySides = !kept.equals("0.1.0");
        if (kept.equals(System.getProperty(REWRITE))) {
            makeSavepoints(kept, hasManySides);
        }
        // What the savepoints have read stands in the log no more; who reads it again hears of ghosts
        SmallCity city = new SmallCity(log, true);
        beforeTheSavepoint(city);
        if (hasManySides) {
            ManySidedCity ghosts = new ManySidedCity(city);
            ghosts.beforeTheSavepoint();
            ghosts.isWorkedOn();
        }
        cluster.submit(log, 1, kept(kept));
        SmallCity after = new SmallCity(log, false);
        after.passes(200_000);
        after.isBorn(30, 32);
        after.isCalm(0, 8);
        after.passes(61_000);
        after.isCalm(0, 8);
        after.passes(2000);
        if (hasManySides) {
            new ManySidedCity(after).goesOn(alarms, log);
        }

        alarms.awaitState(0, 6, AlarmState.RTNUN);
        alarms.awaitState(6, 8, AlarmState.NORM);
        JobCluster.awaitCommissioned(log, hasManySides ? 25 : 24);
        cluster.awaitHistory(after);
        assertThat(alarms.newest().get(SmallCity.leak(6)).history())
                .extracting(Transition::cause)
                .startsWith("raise", "command")
                .contains("acknowledge")
                .endsWith("clear");
        assertThat(alarms.newest().keySet()).noneMatch(id -> id.contains("ghost"));
        assertThat(log.newest(LogTopics.DEVICES).keySet())
                .as("what is not born again is not said again")
                .containsExactlyInAnyOrder("gas-30", "gas-31");
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

    private void makeSavepoints(String kept, boolean hasManySides) throws Exception {
        SmallCity city = new SmallCity(log, false);
        cluster.submit(log, 1, Map.of());
        beforeTheSavepoint(city);
        alarms.awaitLeaks(0, 8);
        city.does(6, AlarmAction.Verb.ACKNOWLEDGE, null);
        city.does(7, AlarmAction.Verb.ACKNOWLEDGE, null);
        alarms.awaitState(6, 8, AlarmState.ACKED);
        if (hasManySides) {
            ManySidedCity all = new ManySidedCity(city);
            all.beforeTheSavepoint();
            all.awaitAlarms(alarms);
            all.isWorkedOn();
            all.awaitPutAside(alarms);
        }
        JobCluster.awaitCommissioned(log, hasManySides ? 23 : 22);
        cluster.awaitHistory(city);
        for (Map.Entry<String, Path> savepoint :
                cluster.stopAll(folder.resolve("savepoints")).entrySet()) {
            Path target = Files.createDirectories(KEPT.resolve(kept).resolve(savepoint.getKey()));
            try (var files = Files.list(savepoint.getValue())) {
                for (Path file : files.toList()) {
                    Files.copy(file, target.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        log.close();
        log = TestLog.start(folder.resolve("kafka-after"));
        alarms = new LoggedAlarms(log);
        cluster.influx().answer("DROP DATABASE citywatch");
    }

    private static Map<String, Path> kept(String name) {
        Map<String, Path> savepoints = new HashMap<>();
        JobCluster.jobs().forEach(job -> savepoints.put(job, KEPT.resolve(name).resolve(job)));
        return savepoints;
    }
}
