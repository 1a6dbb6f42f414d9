package io.citywatch.console.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import io.citywatch.console.access.Role;
import io.citywatch.console.testkit.Alarms;
import io.citywatch.console.testkit.Chromium;
import io.citywatch.console.testkit.ConsoleFixture;
import io.citywatch.console.testkit.LivePage;
import io.citywatch.telemetry.alarm.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator hears, in a real browser with its own rules about sound. */
class SoundIT {
    /** Notes the pitch of each beep of which the browser lets something be heard. */
    private static final String LISTEN =
            """
            window.beeps = [];
            const start = OscillatorNode.prototype.start;
            OscillatorNode.prototype.start = function (...at) {
              if (this.context.state === "running") {
                window.beeps.push(this.frequency.value);
              }
              return start.apply(this, at);
            };
            """;

    private static final List<Double> HIGH = List.of(660.0);
    private static final List<Double> CRITICAL = List.of(880.0, 880.0, 880.0);

    private LivePage live;
    private ConsoleFixture city;
    private Chromium chromium;

    @BeforeEach
    void start(@TempDir Path folder) {
        live = LivePage.start(folder, Role.OPERATOR);
        city = live.city();
        chromium = live.chromium();
    }

    @AfterEach
    void stop() {
        live.close();
    }

    @Test
    void aCriticalAlarmIsHeardOverALesserOneAndUntilItIsAcknowledged() {
        try (Chromium.Window window = chromium.open("en-GB")) {
            Page page = listening(window.page());
            page.locator("#sound").click();
            assertThat(page.locator("#sound")).hasText("Sound on");
            heard(page, HIGH);

            // The first lesser one is within the time in which a second of its kind would not be heard.
            city.log().put(Alarms.manhole("s1", Severity.HIGH, System.currentTimeMillis()));
            city.log().put(Alarms.gas("s2", Severity.CRITICAL, System.currentTimeMillis()));
            await().until(() -> beeps(page).containsAll(CRITICAL));
            assertThat(page.locator("#silence")).isVisible();
            clear(page);

            page.clock().fastForward(20_000);
            await().until(() -> beeps(page).containsAll(CRITICAL));

            page.locator("[data-alarm='s2~gas-leak'] .acknowledge-button").click();
            assertThat(page.locator("[data-alarm='s2~gas-leak']")).hasAttribute("data-state", "ACKED");
            assertThat(page.locator("#silence")).hasCount(0);
            clear(page);
            page.clock().fastForward(25_000);
            city.log().put(Alarms.manhole("s3", Severity.HIGH, System.currentTimeMillis()));
            heard(page, HIGH);
        }
    }

    @Test
    void whatTheBrowserKeepsBackIsSaidAndHeardWithTheFirstClick() {
        city.log().put(Alarms.gas("s4", Severity.CRITICAL, System.currentTimeMillis()));
        try (Chromium.Window window = chromium.open("en-GB")) {
            listening(window.page()).locator("#sound").click();

            Page night = listening(window.page().context().newPage());
            assertThat(night.locator("#sound")).hasText("Sound blocked");
            assertThat(night.locator(".banner")).containsText("click anywhere");
            assertThat(night.locator("[data-alarm='s4~gas-leak']")).isVisible();
            assertThat(beeps(night)).isEmpty();

            night.locator("h1").click();

            assertThat(night.locator("#sound")).hasText("Sound on");
            heard(night, CRITICAL);
            assertThat(night.locator(".banner")).hasCount(0);
        }
    }

    @Test
    void whoSilencesItHearsWhatComesAfter() {
        city.log().put(Alarms.gas("s5", Severity.CRITICAL, System.currentTimeMillis()));
        try (Chromium.Window window = chromium.open("en-GB")) {
            Page page = listening(window.page());
            page.locator("#sound").click();
            await().until(() -> beeps(page).containsAll(CRITICAL));

            page.locator("#silence").click();
            assertThat(page.locator("#silence")).hasCount(0);
            clear(page);
            page.clock().fastForward(25_000);
            city.log().put(Alarms.gas("s6", Severity.CRITICAL, System.currentTimeMillis()));

            heard(page, CRITICAL);
            assertThat(page.locator("#silence")).isVisible();
        }
    }

    private Page listening(Page page) {
        page.addInitScript(LISTEN);
        page.clock().install();
        page.navigate(city.url() + "/");
        assertThat(page.locator("#connection.live")).isVisible();
        return page;
    }

    /** Waits until exactly those beeps have sounded. */
    private static void heard(Page page, List<Double> beeps) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(beeps(page)).isEqualTo(beeps));
    }

    private static List<Double> beeps(Page page) {
        return ((List<?>) page.evaluate("beeps"))
                .stream().map(pitch -> ((Number) pitch).doubleValue()).toList();
    }

    private static void clear(Page page) {
        page.evaluate("beeps.length = 0");
    }
}
