package io.citywatch.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citywatch.console.access.Role;
import io.citywatch.standalone.testkit.LivePlatform;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recorded stays of a real city, replayed: history, and no alarm. */
class ReplayIT {
    private static final Path STAYS =
            Path.of(System.getProperty("citywatch.root"), "devices-sim/data/parking-stays-melbourne-2013.csv");

    @TempDir
    static Path data;

    @Test
    void tenThousandChangesAreStoredOnceUnderTheirOwnTimesAndRaiseNothing() throws Exception {
        try (LivePlatform city = LivePlatform.start(data)) {
            int exitCode = replay(city);
            // Once more: the same changes are the same points.
            int exitCodeOfTheSecond = replay(city);

            assertThat(exitCode).isZero();
            assertThat(exitCodeOfTheSecond).isZero();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> city.influx().count("SELECT count(occupied) FROM parking") == 10_000);
            // 2013-01-01T07:30:19 and 09:32:04 in Melbourne, which is eleven hours ahead of UTC in summer.
            assertThat(city.influx().rows("SELECT occupied FROM parking WHERE device = '11732E'"))
                    .extracting(row -> row.get(0).asLong() + " " + row.get(1).asText())
                    .contains("1356985819000 true", "1356993124000 false");
            assertThat(city.influx().count("SELECT count(id) FROM alarm")).isZero();
            assertThat(city.api(Role.VIEWER).get("/api/alarms").get("alarms")).isEmpty();
        }
    }

    private static int replay(LivePlatform city) {
        return Citywatch.commandLine()
                .execute(
                        "replay",
                        STAYS.toString(),
                        "--port",
                        Integer.toString(city.platform().mqttPort()),
                        "--data",
                        city.access().data().toString());
    }
}
