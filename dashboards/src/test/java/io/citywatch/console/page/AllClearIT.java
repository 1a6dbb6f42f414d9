package io.citywatch.console.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import io.citywatch.console.access.Role;
import io.citywatch.console.testkit.Alarms;
import io.citywatch.console.testkit.Chromium;
import io.citywatch.console.testkit.ConsoleFixture;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.topic.LogTopics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page says that there are no alarms only when it knows that there are none. */
class AllClearIT {
    /** What the server sends at most. */
    private static final int SENT = 2_000;

    private static final int UNSENT = 70;

    private ConsoleFixture city;
    private Chromium chromium;

    @BeforeEach
    void start(@TempDir Path folder) {
        city = ConsoleFixture.start(folder, "http://127.0.0.1:1", Role.OPERATOR);
        chromium = Chromium.start();
    }

    @AfterEach
    void stop() {
        chromium.close();
        city.close();
    }

    @Test
    void notWhileTheServerStillReadsTheLog() throws Exception {
        Alarm alarm = Alarms.manhole("k1", Severity.HIGH, System.currentTimeMillis());
        city.log().put(alarm);
        try (Chromium.Window window = chromium.open("en-GB");
                Chromium.Window late = chromium.open("en-GB");
                Admin admin =
                        Admin.create(Map.of("bootstrap.servers", city.kafka().bootstrapServers()))) {
            Page page = opened(window);
            assertThat(page.locator("[data-alarm='k1~manhole-tilt']")).isVisible();

            // A log is not read to its end before all of its topics are there.
            city.stopConsole();
            admin.deleteTopics(List.of(LogTopics.CENSUS)).all().get();
            city.startConsole();

            assertThat(page.locator(".banner")).containsText("Reading the log");
            assertThat(page.locator("[data-alarm='k1~manhole-tilt']")).isVisible();
            assertThat(page.locator("main")).hasClass(Pattern.compile("stale"));
            Page second = opened(late);
            assertThat(second.locator("#unknown")).containsText("not known");
            assertThat(second.locator(".nothing-word")).hasCount(0);

            admin.createTopics(List.of(new NewTopic(LogTopics.CENSUS, 1, (short) 1)))
                    .all()
                    .get();

            assertThat(second.locator("[data-alarm='k1~manhole-tilt']")).isVisible();
            assertThat(page.locator(".banner")).hasCount(0);
            city.log().put(Alarms.step(alarm, AlarmState.NORM, "clear", null, null, alarm.updated() + 1));
            assertThat(second.locator(".nothing-word")).hasText("No alarms");
            assertThat(page.locator(".nothing-word")).hasText("No alarms");
        }
    }

    @Test
    void notWhileThereAreMoreThanThePageHas() {
        long now = System.currentTimeMillis();
        List<Alarm> alarms = IntStream.range(0, SENT + UNSENT)
                .mapToObj(i -> Alarms.manhole("m" + i, Severity.HIGH, now - i))
                .toList();
        alarms.forEach(city.log()::put);
        try (Chromium.Window window = chromium.open("en-GB")) {
            Page page = opened(window);
            assertThat(page.locator(".tile.high .tile-count")).hasText("2,070");
            assertThat(page.locator("#tab-standing .tab-count")).hasText("2070");

            alarms.stream()
                    .limit(SENT)
                    .map(alarm -> Alarms.step(alarm, AlarmState.NORM, "clear", null, null, alarm.updated() + 1))
                    .forEach(city.log()::put);

            assertThat(page.locator(".tile.high .tile-count")).hasText(String.valueOf(UNSENT));
            assertThat(page.locator("[data-alarm='m2005~manhole-tilt']")).isVisible();
            assertThat(page.locator("#tab-standing .tab-count")).hasText(String.valueOf(UNSENT));
            assertThat(page.locator(".nothing-word")).hasCount(0);
        }
    }

    @Test
    void notWhenTheLogDoesNotAnswer() {
        try (Chromium.Window window = chromium.open("en-GB")) {
            Page page = opened(window);
            assertThat(page.locator(".nothing-word")).hasText("No alarms");

            city.kafka().close();

            assertThat(page.locator(".banner.grave")).containsText("The log does not answer");
            assertThat(page.locator("#connection")).containsText("Not reliable");
            assertThat(page.locator("#unknown")).isVisible();
            assertThat(page.locator(".nothing-word")).hasCount(0);
        }
    }

    private Page opened(Chromium.Window window) {
        Page page = window.page();
        page.navigate(city.url() + "/");
        assertThat(page.locator("#connection.live")).isVisible();
        return page;
    }
}
