package io.citywatch.console.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import io.citywatch.console.access.Role;
import io.citywatch.console.testkit.Alarms;
import io.citywatch.console.testkit.Chromium;
import io.citywatch.console.testkit.ConsoleFixture;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmMembers;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.facility.FacilityKind;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An alarm that stands for others is one row with their number; who they are is seen on demand. */
class MembersIT {
    private static final int MEMBERS = 70;

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
    void oneRowStandsForAllOfADistrict() {
        long now = System.currentTimeMillis();
        List<Alarm> members = IntStream.range(0, MEMBERS)
                .mapToObj(i -> member("g" + i, now - i))
                .toList();
        members.forEach(city.log()::put);
        Alarm parent = Alarms.silence("group.district.410811", FacilityKind.GAS, "410811", now);
        city.log().put(counted(parent, MEMBERS, now));
        try (Chromium.Window window = chromium.open("en-GB")) {
            Page page = window.page();
            page.navigate(city.url() + "/");
            assertThat(page.locator("[data-alarm]")).hasCount(1);
            assertThat(page.locator(".member-count")).hasText("70 folded");

            page.locator("[data-alarm='" + parent.id() + "'] .alarm-open").click();
            assertThat(page.locator(".members li")).hasCount(50);
            assertThat(page.locator("#alarm-drawer .more")).containsText("20 more alarms are not shown");
            page.locator("#alarm-drawer .more button").click();
            assertThat(page.locator(".members li")).hasCount(MEMBERS);
            assertThat(page.locator("#alarm-drawer .more")).hasCount(0);

            city.log().put(counted(parent, 12, now + 10));
            assertThat(page.locator(".member-count")).hasText("12 folded");
            assertThat(page.locator("#alarm-drawer")).containsText("12 still hold, of 70");
        }
    }

    private static Alarm member(String device, long onset) {
        Alarm raised = Alarms.silence(device, FacilityKind.GAS, "410811", onset);
        Alarm folded = Alarms.step(raised, AlarmState.SUPPRESSED, "fold", "citywatch", null, onset + 1);
        return folded.withHandling(folded.handling().foldedInto("group.district.410811~silence"));
    }

    private static Alarm counted(Alarm parent, int active, long t) {
        AlarmMembers members = new AlarmMembers(t, MEMBERS, active, List.of("g0~silence"));
        Alarm noted = Alarms.step(parent, AlarmState.UNACK, "comment", "operator/li", "counted", t);
        return noted.withHandling(parent.handling().standingFor(members));
    }
}
