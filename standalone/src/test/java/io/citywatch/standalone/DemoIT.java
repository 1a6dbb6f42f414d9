package io.citywatch.standalone;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.citywatch.console.access.Role;
import io.citywatch.console.testkit.Chromium;
import io.citywatch.standalone.platform.PlatformOptions;
import io.citywatch.standalone.testkit.LivePlatform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer sees after the one command: a small city that lives, in the browser. */
class DemoIT {
    private static final double FIRST_ALARM_MILLIS = 90_000;

    private static final Map<String, String> CHIEF_METRICS = Map.of(
            "gas", "gasLel",
            "manhole", "tiltDeg",
            "parking", "occupied",
            "gas_pipe", "pressureKpa",
            "water_pipe", "pressureKpa",
            "waste", "fillPct");

    @TempDir
    static Path data;

    private static LivePlatform city;

    @BeforeAll
    static void start() throws Exception {
        city = LivePlatform.start(data, PlatformOptions.City.SMALL);
    }

    @AfterAll
    static void stop() throws Exception {
        if (city != null) {
            city.close();
        }
    }

    @Test
    void alarmsAppearByThemselvesAndAreAcknowledgedWithAClick() {
        try (Chromium chromium = Chromium.start();
                Chromium.Window window = chromium.open("en-GB")) {
            Page page = window.page();
            page.navigate("http://127.0.0.1:" + city.platform().httpPort() + "/");

            Locator button = page.locator(".acknowledge-button").first();
            assertThat(button).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(FIRST_ALARM_MILLIS));
            String alarm = page.locator("[data-alarm]").first().getAttribute("data-alarm");
            page.locator("[data-alarm='" + alarm + "'] .acknowledge-button").click();

            Locator row = page.locator("[data-alarm='" + alarm + "'][data-state='ACKED']");
            assertThat(row).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(20_000));
            assertThat(window.errors()).isEmpty();
        }
    }

    @Test
    void countsAndReadingsOfTheCityArrive() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            JsonNode census = city.api(Role.VIEWER).get("/api/census");
            census.get("targets")
                    .forEach(target -> assertThat(target.get("done").asDouble())
                            .as(target.get("id").asText())
                            .isPositive());
            for (var metric : CHIEF_METRICS.entrySet()) {
                assertThat(city.influx().count("SELECT count(" + metric.getValue() + ") FROM " + metric.getKey()))
                        .as(metric.getKey())
                        .isPositive();
            }
        });
    }
}
