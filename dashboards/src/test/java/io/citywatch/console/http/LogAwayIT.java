package io.citywatch.console.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citywatch.console.access.Role;
import io.citywatch.console.testkit.Alarms;
import io.citywatch.console.testkit.ApiClient;
import io.citywatch.console.testkit.ApiClient.Answer;
import io.citywatch.console.testkit.ConsoleFixture;
import io.citywatch.telemetry.alarm.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the console says when the log does not answer any more. */
class LogAwayIT {
    @Test
    void consoleShowsWhatItKnowsAndSaysThatItIsStale(@TempDir Path folder) throws IOException {
        try (ConsoleFixture city = ConsoleFixture.start(folder, "http://127.0.0.1:1", null)) {
            ApiClient operator = city.api(Role.OPERATOR);
            city.log().put(Alarms.manhole("m", Severity.HIGH, 1_676_339_400_000L));
            await().until(() -> operator.get("/api/alarms/m~manhole-tilt").status() == 200);

            city.kafka().close();

            Answer health = await().atMost(Duration.ofSeconds(60))
                    .until(() -> operator.get("/health"), answer -> answer.status() == 503);
            assertThat(health.json().get("status").asText()).isEqualTo("down");
            String address = city.kafka().bootstrapServers();
            assertThat(health.json().at("/parts/log/detail").asText())
                    .contains("does not answer")
                    .contains(address);
            Answer toAnybody = new ApiClient(city.url(), null).get("/health");
            assertThat(toAnybody.status()).isEqualTo(503);
            assertThat(toAnybody.json().at("/parts/log/detail").asText())
                    .contains("does not answer")
                    .doesNotContain(address);
            assertThat(operator.get("/api/alarms/m~manhole-tilt").status()).isEqualTo(200);
            Answer refused = operator.post("/api/alarms/m~manhole-tilt/acknowledge", "");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.json().get("type").asText()).endsWith(":log-away");
        }
    }
}
