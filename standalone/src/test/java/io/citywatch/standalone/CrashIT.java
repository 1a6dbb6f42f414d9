package io.citywatch.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.citywatch.console.access.Role;
import io.citywatch.standalone.platform.PlatformProcess;
import io.citywatch.standalone.testkit.Access;
import io.citywatch.standalone.testkit.AcknowledgedReadings;
import io.citywatch.standalone.testkit.ConsoleApi;
import io.citywatch.standalone.testkit.InfluxQl;
import io.citywatch.standalone.testkit.StandingAlarms;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole process is killed while devices publish, alarms stand and valves are awaited; a second start on the same data loses
 * nothing and doubles nothing.
 */
class CrashIT {
    private static final int DEVICES = 50;
    private static final int LEAKS = 5;

    @TempDir
    static Path data;

    @Test
    void whatWasAcknowledgedIsStoredAndEachAlarmIsThereOnce() throws Exception {
        AcknowledgedReadings readings = new AcknowledgedReadings(DEVICES);
        try (PlatformProcess first = PlatformProcess.start(data)) {
            StandingAlarms standing = new StandingAlarms(first);
            standing.silence();
            readings.publishTo(first);
            for (int leak = 0; leak < LEAKS; leak++) {
                readings.publishLeak(first, "leak-" + leak);
            }
            standing.act();
            await().atMost(Duration.ofSeconds(60)).until(() -> readings.acknowledged() > 2_000);
            first.kill();
        }
        readings.stop();
        Map<String, List<Long>> acknowledged = readings.acknowledgedTimes();

        try (PlatformProcess second = PlatformProcess.start(data)) {
            InfluxQl influx = new InfluxQl(second.influxPort());
            ConsoleApi api = new Access(data).api(second.httpPort(), Role.VIEWER);

            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                for (var device : acknowledged.entrySet()) {
                    List<Long> stored =
                            influx.rows("SELECT gasLel FROM gas WHERE device = '" + device.getKey() + "'").stream()
                                    .map(row -> row.get(0).asLong())
                                    .toList();
                    assertThat(stored).doesNotHaveDuplicates().containsAll(device.getValue());
                }
            });
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(
                                influx.rows(
                                        "SELECT id FROM alarm WHERE rule = 'gas-leak' AND cause = 'raise' AND device =~ /leak-/"))
                        .extracting(row -> row.get(1).asText())
                        .containsExactlyInAnyOrder(
                                "leak-0~gas-leak",
                                "leak-1~gas-leak",
                                "leak-2~gas-leak",
                                "leak-3~gas-leak",
                                "leak-4~gas-leak");
                assertThat(influx.rows("SELECT id FROM alarm WHERE rule = 'command-unanswered' AND cause = 'raise'"))
                        .extracting(row -> row.get(1).asText())
                        .doesNotHaveDuplicates()
                        .hasSize(LEAKS);
            });
            StandingAlarms standing = new StandingAlarms(second);
            await().atMost(Duration.ofSeconds(60)).untilAsserted(standing::assertUnharmed);
            standing.assertALateAnswerIsHeard();
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                JsonNode ledger = api.get("/api/ledger");
                assertThat(ledger.path("accepted").asLong()).isGreaterThanOrEqualTo(readings.acknowledged() + LEAKS);
                assertThat(ledger.path("difference").asLong())
                        .as(ledger.toString())
                        .isZero();
                assertThat(ledger.path("minutes")).isNotEmpty().allSatisfy(minute -> assertThat(
                                minute.path("difference").asLong())
                        .isZero());
            });
        }
    }
}
