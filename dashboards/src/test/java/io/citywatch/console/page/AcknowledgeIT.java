package io.citywatch.console.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import io.citywatch.console.access.Role;
import io.citywatch.console.testkit.AlarmJob;
import io.citywatch.console.testkit.Alarms;
import io.citywatch.console.testkit.Chromium;
import io.citywatch.console.testkit.ConsoleFixture;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Date;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody acknowledges what they have not seen. Each test has a district, and with it a list, of its own. */
class AcknowledgeIT {
    /** More than the page waits before it draws what has changed. */
    private static final int REDRAW_MS = 130;
    /** Further than the page's clock has come meanwhile, and less than it takes for a lost connection. */
    private static final int AHEAD_MS = 5_000;

    private static ConsoleFixture city;
    private static Chromium chromium;

    @BeforeAll
    static void start(@TempDir Path folder) {
        city = ConsoleFixture.start(folder, "http://127.0.0.1:1", Role.OPERATOR);
        chromium = Chromium.start();
    }

    @AfterAll
    static void stop() {
        chromium.close();
        city.close();
    }

    @Test
    void theSecondPressOfADoubleClickMeetsTheSameAlarm() throws Exception {
        long now = System.currentTimeMillis();
        Alarm first = Alarms.manhole("a1", "410811", Severity.CRITICAL, now);
        Alarm second = Alarms.manhole("a2", "410811", Severity.CRITICAL, now - 1_000);
        try (AlarmJob job = AlarmJob.start(city);
                Chromium.Window window = ofDistrict("410811", first, second)) {
            Page page = window.page();
            pointAt(page, first);
            // The hand rests on the button for a while: the row is read.
            page.clock().fastForward(5_000);

            page.mouse().down();
            page.mouse().up();
            assertThat(row(page, first)).hasAttribute("data-state", "ACKED");
            page.mouse().down();
            page.mouse().up();

            assertThat(page.locator(".alarms > li").first()).hasAttribute("data-alarm", first.id());
            page.mouse().move(1, 1);
            assertThat(page.locator(".alarms > li").first()).hasAttribute("data-alarm", second.id());
            assertThat(row(page, second)).hasAttribute("data-state", "UNACK");
            assertThat(row(page, second).locator(".acknowledge-button")).isEnabled();
        }
    }

    @Test
    void whatSlidesUnderAHandThatRestsIsNotAcknowledged() throws Exception {
        long now = System.currentTimeMillis();
        Alarm first = Alarms.manhole("b1", "410802", Severity.CRITICAL, now);
        Alarm second = Alarms.manhole("b2", "410802", Severity.CRITICAL, now - 1_000);
        try (AlarmJob job = AlarmJob.start(city);
                Chromium.Window window = ofDistrict("410802", first, second)) {
            Page page = window.page();
            pointAt(page, first);
            page.clock().pauseAt(new Date(System.currentTimeMillis() + AHEAD_MS));

            city.log().put(Alarms.step(first, AlarmState.NORM, "clear", null, null, first.updated() + 1));
            await().pollInterval(Duration.ofMillis(50)).until(() -> {
                page.clock().runFor(REDRAW_MS);
                return row(page, first).count() == 0;
            });
            page.mouse().down();
            page.mouse().up();
            page.clock().runFor(REDRAW_MS);

            assertThat(page.locator("#slid")).isVisible();
            assertThat(row(page, second)).hasAttribute("data-state", "UNACK");
            page.clock().resume();
            page.clock().fastForward(1_000);
            page.mouse().down();
            page.mouse().up();
            assertThat(row(page, second)).hasAttribute("data-state", "ACKED");
        }
    }

    @Test
    void whatIsNewWaitsAtTheEndWhileAHandIsOnAButtonAndSaysSo() throws Exception {
        long now = System.currentTimeMillis();
        Alarm known = Alarms.manhole("c1", "410803", Severity.HIGH, now);
        try (Chromium.Window window = ofDistrict("410803", known)) {
            Page page = window.page();
            pointAt(page, known);

            Alarm worse = Alarms.manhole("c2", "410803", Severity.CRITICAL, now);
            city.log().put(worse);

            assertThat(page.locator("#kept-still")).containsText("1 new");
            assertThat(page.locator(".alarms > li").first()).hasAttribute("data-alarm", known.id());
            page.locator("#kept-still").click();
            assertThat(page.locator(".alarms > li").first()).hasAttribute("data-alarm", worse.id());
            assertThat(page.locator("#kept-still")).hasCount(0);
        }
    }

    @Test
    void anotherListIsNotKeptStill() throws Exception {
        long now = System.currentTimeMillis();
        Alarm known = Alarms.manhole("f1", "410822", Severity.HIGH, now);
        try (Chromium.Window window = ofDistrict("410822", known)) {
            Page page = window.page();
            row(page, known).locator(".acknowledge-button").focus();
            Alarm shelved = Alarms.manhole("f2", "410822", Severity.LOW, now);
            city.log().put(Alarms.step(shelved, AlarmState.SHELVED, "shelve", "operator/li", "works", now + 1));

            page.locator("#tab-aside").click();

            assertThat(row(page, shelved)).isVisible();
            assertThat(page.locator("#kept-still")).hasCount(0);
        }
    }

    @Test
    void whatCalledAnewBehindThePageIsNotAcknowledged() throws Exception {
        Alarm seen = Alarms.manhole("e1", "410821", Severity.HIGH, System.currentTimeMillis() - 60_000);
        try (AlarmJob job = AlarmJob.start(city);
                Chromium.Window window = ofDistrict("410821", seen)) {
            Page page = window.page();
            page.clock().pauseAt(new Date(System.currentTimeMillis() + AHEAD_MS));
            Alarm anew = Alarms.step(seen, AlarmState.UNACK, "raise", null, null, System.currentTimeMillis());
            city.log().put(anew);
            await().until(() -> city.api(Role.VIEWER)
                            .get("/api/alarms/" + seen.id())
                            .json()
                            .get("version")
                            .asLong()
                    == anew.version());

            // The page has not drawn it yet.
            pointAt(page, seen);
            page.mouse().down();
            page.mouse().up();
            page.clock().resume();

            assertThat(row(page, seen)).containsText("look again");
            assertThat(row(page, seen)).hasAttribute("data-state", "UNACK");
            assertThat(row(page, seen)).hasAttribute("data-version", String.valueOf(anew.version()));
            row(page, seen).locator(".acknowledge-button").click();
            assertThat(row(page, seen)).hasAttribute("data-state", "ACKED");
        }
    }

    @Test
    void whatTheAlarmJobHasNotAnsweredLooksLikeThatUntilItDoes() throws Exception {
        Alarm alarm = Alarms.manhole("d1", "410804", Severity.HIGH, System.currentTimeMillis());
        try (Chromium.Window window = ofDistrict("410804", alarm)) {
            Page page = window.page();
            Locator button = row(page, alarm).locator(".acknowledge-button");
            button.click();

            assertThat(row(page, alarm)).containsText("the alarm job has not answered yet");
            assertThat(button).isDisabled();
            page.clock().fastForward(31_000);
            assertThat(row(page, alarm)).containsText("Not answered within 30 s");
            assertThat(button).isEnabled();

            try (AlarmJob job = AlarmJob.start(city)) {
                assertThat(row(page, alarm)).hasAttribute("data-state", "ACKED");
            }
        }
    }

    /** A window that shows those alarms, and no others. */
    private static Chromium.Window ofDistrict(String district, Alarm... alarms) {
        for (Alarm alarm : alarms) {
            city.log().put(alarm);
        }
        Chromium.Window window = chromium.open("en-GB");
        Page page = window.page();
        page.clock().install(new Clock.InstallOptions().setTime(System.currentTimeMillis()));
        page.navigate(city.url() + "/");
        page.locator("#filter-district").selectOption(district);
        for (Alarm alarm : alarms) {
            assertThat(row(page, alarm)).isVisible();
        }
        assertThat(page.locator(".alarms > li")).hasCount(alarms.length);
        return window;
    }

    private static Locator row(Page page, Alarm alarm) {
        return page.locator("[data-alarm='" + alarm.id() + "']");
    }

    private static void pointAt(Page page, Alarm alarm) {
        BoundingBox box = row(page, alarm).locator(".acknowledge-button").boundingBox();
        page.mouse().move(box.x + box.width / 2, box.y + box.height / 2);
    }
}
