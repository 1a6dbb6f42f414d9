package io.citywatch.console.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import io.citywatch.console.access.Role;
import io.citywatch.console.testkit.Alarms;
import io.citywatch.console.testkit.Chromium;
import io.citywatch.console.testkit.ConsoleFixture;
import io.citywatch.console.testkit.LivePage;
import io.citywatch.console.testkit.Wire;
import io.citywatch.telemetry.alarm.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page's connection where networks and browsers are as they are. */
class ConnectionIT {
    private static LivePage live;
    private static ConsoleFixture city;
    private static Chromium chromium;

    @BeforeAll
    static void start(@TempDir Path folder) {
        live = LivePage.start(folder, Role.OPERATOR);
        city = live.city();
        chromium = live.chromium();
    }

    @AfterAll
    static void stop() {
        live.close();
    }

    @Test
    void anyNumberOfPagesOfABrowserShareOneStreamAndAllOfThemAct() throws Exception {
        try (Chromium.Window window = chromium.open("en-GB")) {
            List<Page> pages = new ArrayList<>(List.of(window.page()));
            while (pages.size() < 8) {
                pages.add(window.page().context().newPage());
            }
            for (Page page : pages) {
                page.navigate(city.url() + "/");
                live(page);
            }
            await().until(() -> streams() == 1);

            city.log().put(Alarms.gas("t1", Severity.CRITICAL, System.currentTimeMillis()));
            for (Page page : pages) {
                assertThat(page.locator("[data-alarm='t1~gas-leak']")).isVisible();
            }
            pages.get(7)
                    .locator("[data-alarm='t1~gas-leak'] .acknowledge-button")
                    .click();
            for (Page page : pages) {
                assertThat(page.locator("[data-alarm='t1~gas-leak']")).hasAttribute("data-state", "ACKED");
            }

            // The pages that are left go on when the others, the first included, are closed.
            for (Page page : pages.subList(0, 6)) {
                page.close();
            }
            city.log().put(Alarms.gas("t2", Severity.CRITICAL, System.currentTimeMillis()));
            assertThat(pages.get(6).locator("[data-alarm='t2~gas-leak']")).isVisible();
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> streams() == 0);
    }

    @Test
    void aNetworkThatSwallowsEverythingIsNoticedAndLeftBehindWhenItIsMended() throws Exception {
        try (Wire wire = Wire.to(city.port());
                Chromium.Window window = chromium.open("en-GB")) {
            Page page = window.page();
            page.navigate(wire.url() + "/");
            live(page);

            wire.cut();
            assertThat(page.locator(".banner.grave")).isVisible();
            assertThat(page.locator(".banner")).containsText("connection is lost");
            city.log().put(Alarms.gas("t3", Severity.CRITICAL, System.currentTimeMillis()));
            wire.mend();

            assertThat(page.locator("[data-alarm='t3~gas-leak']")).isVisible();
            assertThat(page.locator(".banner")).hasCount(0);
        }
    }

    @Test
    void aBrowserWithoutSharedWorkersHasAStreamForEachPage() throws Exception {
        try (Chromium.Window window = chromium.open("en-GB")) {
            Page page = window.page();
            page.addInitScript("delete window.SharedWorker");
            page.navigate(city.url() + "/");
            live(page);

            city.log().put(Alarms.gas("t4", Severity.CRITICAL, System.currentTimeMillis()));

            assertThat(page.locator("[data-alarm='t4~gas-leak']")).isVisible();
        }
    }

    private static void live(Page page) {
        assertThat(page.locator("#connection.live")).isVisible();
    }

    /** How many streams the console has open. */
    private static int streams() throws Exception {
        String metrics = city.api(Role.VIEWER).get("/metrics").response().body();
        return metrics.lines()
                .filter(line -> line.startsWith("citywatch_console_stream_clients"))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
