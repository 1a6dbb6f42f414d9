package io.citywatch.console.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.citywatch.console.access.Role;
import io.citywatch.console.testkit.Alarms;
import io.citywatch.console.testkit.Chromium;
import io.citywatch.console.testkit.ConsoleFixture;
import io.citywatch.console.testkit.LivePage;
import io.citywatch.console.testkit.SampleCity;
import io.citywatch.outward.cap.CapDocuments;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, against a real log. Each test has devices of its own. */
class PageIT {
    private static final Pattern DISABLED_REASON = Pattern.compile("operator");

    private static LivePage live;
    private static ConsoleFixture city;
    private static Chromium chromium;

    @BeforeAll
    static void start(@TempDir Path folder) {
        live = LivePage.start(folder, null);
        city = live.city();
        chromium = live.chromium();
        SampleCity.fill(city.log(), System.currentTimeMillis());
    }

    @AfterAll
    static void stop() {
        live.close();
    }

    @Test
    void linkFromAMessageOpensTheAlarm() throws Exception {
        try (Chromium.Window window = signedIn("en-GB", Role.OPERATOR)) {
            Page page = window.page();
            page.navigate(CapDocuments.link(city.url(), "mh-jf-0007~manhole-tilt"));
            // A change of the part after # alone loads nothing.
            page.reload();

            assertThat(page.locator("#alarm-drawer")).containsText("mh-jf-0007");
        }
    }

    @Test
    void alarmAppearsOnTopAndIsAcknowledgedWithOneClick() throws Exception {
        try (Chromium.Window window = signedIn("en-GB", Role.OPERATOR)) {
            Page page = window.page();
            assertThat(page.locator("[data-alarm='mh-jf-0007~manhole-tilt']")).isVisible();

            city.log().put(Alarms.gas("p1.a", Severity.CRITICAL, System.currentTimeMillis()));

            Locator row = page.locator("[data-alarm='p1.a~gas-leak']");
            assertThat(row).isVisible();
            assertThat(page.locator(".alarms > li").first()).hasAttribute("data-alarm", "p1.a~gas-leak");
            assertThat(row).containsText("Gas leak");
            assertThat(row).containsText("Shanyang");
            assertThat(row).containsText("25 % LEL");
            assertThat(row).containsText("limit 20 % LEL");
            assertThat(page.locator("[aria-live]")).containsText("Gas leak");

            row.locator(".acknowledge-button").click();

            assertThat(row).hasAttribute("data-state", "ACKED");
            assertThat(row).containsText("operator/test");
            assertThat(window.errors()).isEmpty();
        }
    }

    @Test
    void alarmThatIsOverLeavesThePage() throws Exception {
        Alarm alarm = Alarms.gas("p2", Severity.HIGH, System.currentTimeMillis());
        city.log().put(alarm);
        try (Chromium.Window window = signedIn("en-GB", Role.OPERATOR)) {
            Locator row = window.page().locator("[data-alarm='p2~gas-leak']");
            assertThat(row).isVisible();

            city.log().put(Alarms.step(alarm, AlarmState.NORM, "clear", null, null, alarm.updated() + 1));

            assertThat(row).hasCount(0);
        }
    }

    @Test
    void speaksEnglishOfOneAndOfSeveral() throws Exception {
        try (Chromium.Window window = signedIn("en-GB", Role.VIEWER)) {
            Object said = window.page()
                    .evaluate(
                            """
                    async () => {
                      const { t } = await import("/page/i18n.js");
                      return ["more", "householdsWithoutSensor"].flatMap((word) => ["1", "1,001"].map((n) => t(word, { n })));
                    }""");

            assertThat((List<?>) said)
                    .isEqualTo(List.of(
                            "1 more alarm is not shown",
                            "1,001 more alarms are not shown",
                            "1 household without a working sensor",
                            "1,001 households without a working sensor"));
        }
    }

    @Test
    void speaksChineseToWhomTheBrowserDoesAndRemembersAnotherChoice() throws Exception {
        try (Chromium.Window window = signedIn("zh-CN", Role.VIEWER)) {
            Page page = window.page();
            assertThat(page.locator("h1")).hasText("城市运行监测");
            assertThat(page.locator("[data-alarm='mh-jf-0007~manhole-tilt']")).containsText("井盖倾斜");
            assertThat(page.locator("[data-target='gas-safety-devices']")).containsText("居民用户燃气安全装置加装");
            assertThat(page.locator("#parking")).containsText("停车泊位占用 23 / 40");
            assertThat(page.locator("#parking")).containsText("平均停放 47 分钟");

            page.locator("#language").click();
            page.reload();

            assertThat(page.locator("h1")).hasText("City operations");
            assertThat(page.locator("html")).hasAttribute("lang", "en");
        }
    }

    @Test
    void districtsComeWithTheUseOfTheirStreetsParking() throws Exception {
        try (Chromium.Window window = signedIn("en-GB", Role.VIEWER)) {
            Page page = window.page();

            page.locator("#districts").click();

            assertThat(page.locator("#parking-areas tbody tr")).hasCount(3);
            assertThat(page.locator("#parking-areas tbody tr").last()).containsText("Shanyang, street 001");
            assertThat(page.locator("#parking-areas tbody tr").last()).containsText("4.25");
        }
    }

    @Test
    void viewerSeesTheButtonAndWhyItIsNotForViewers() throws Exception {
        try (Chromium.Window window = signedIn("en-GB", Role.VIEWER)) {
            Locator button = window.page().locator("[data-alarm='mh-jf-0007~manhole-tilt'] .acknowledge-button");

            assertThat(button).isDisabled();
            assertThat(button).hasAttribute("title", DISABLED_REASON);
        }
    }

    @Test
    void whoPressesTheirNameIsAskedBeforeTheyAreSignedOut() throws Exception {
        try (Chromium.Window window = signedIn("en-GB", Role.OPERATOR)) {
            Page page = window.page();
            page.locator("#caller").click();
            assertThat(page.locator(".caller-menu")).containsText("Signed in as test (Operator)");

            page.keyboard().press("Escape");
            assertThat(page.locator(".caller-menu")).hasCount(0);
            page.locator("#caller").click();
            page.locator("h1").click();
            assertThat(page.locator(".caller-menu")).hasCount(0);
            assertThat(page.locator("[data-alarm='mh-jf-0007~manhole-tilt']")).isVisible();

            page.locator("#caller").click();
            page.locator("#sign-out").click();

            assertThat(page.locator(".sign-in")).isVisible();
        }
    }

    @Test
    void theProgrammesNamesAreNeverCut() throws Exception {
        try (Chromium.Window window = signedIn("en-GB", Role.VIEWER)) {
            Page page = window.page();
            page.setViewportSize(1400, 1000);

            assertThat(page.locator(".target-name")).hasCount(7);
            assertThat((boolean) page.locator(".target-name")
                            .evaluateAll("names => names.every(name => name.scrollWidth <= name.clientWidth)"))
                    .isTrue();
        }
    }

    @Test
    void wrongTokenIsToldApartFromARightOne() {
        try (Chromium.Window window = chromium.open("en-GB")) {
            Page page = window.page();
            page.navigate(city.url() + "/");
            page.locator("#token").fill("operator.test.99999999999.forged");

            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                    .click();

            assertThat(page.getByRole(AriaRole.ALERT)).containsText("does not hold");
            assertThat(page.locator(".alarms")).hasCount(0);
        }
    }

    @Test
    void whatDevicesSayIsTextAndNeverMarkup() throws Exception {
        String markup = "<img src=x onerror=\"document.title='hacked'\">";
        city.log().put(SampleCity.birth("p5", FacilityKind.GAS, "410811", "a-p5", markup));
        city.log().put(Alarms.gas("p5", Severity.HIGH, System.currentTimeMillis()));
        try (Chromium.Window window = signedIn("en-GB", Role.VIEWER)) {
            Locator row = window.page().locator("[data-alarm='p5~gas-leak']");

            assertThat(row).containsText(markup);
            assertThat(row.locator("img")).hasCount(0);
            assertThat(window.errors()).isEmpty();
        }
    }

    @Test
    void drawerShowsWhatWasDoneAndFollowsWhatIsDone() throws Exception {
        Alarm alarm = Alarms.manhole("p6", Severity.HIGH, System.currentTimeMillis() - 5_000);
        city.log().put(alarm);
        try (Chromium.Window window = signedIn("en-GB", Role.OPERATOR)) {
            Page page = window.page();
            page.locator("[data-alarm='p6~manhole-tilt'] .alarm-open").click();
            Locator drawer = page.locator("#alarm-drawer");
            assertThat(drawer).containsText("Raised → Unacknowledged");
            assertThat(drawer).containsText("Tilt 14.5 °");

            drawer.getByPlaceholder("Reason (required)").fill("road works");
            drawer.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Shelve"))
                    .click();

            assertThat(drawer).containsText("operator/test");
            assertThat(drawer).containsText("road works");
            assertThat(drawer.locator(".step-what").first()).hasText("Shelved");
            page.keyboard().press("Escape");
            assertThat(drawer).hasCount(0);
            assertThat(page.locator("[data-alarm='p6~manhole-tilt']")).hasCount(0);
            page.locator("#tab-aside").click();
            assertThat(page.locator("[data-alarm='p6~manhole-tilt']")).isVisible();
        }
    }

    @Test
    void gasIsSuppressedUnderAWorkOrderAndComesBack() throws Exception {
        city.log().put(Alarms.gas("p9", Severity.CRITICAL, System.currentTimeMillis() - 5_000));
        try (Chromium.Window window = signedIn("en-GB", Role.OPERATOR)) {
            Page page = window.page();
            page.locator("[data-alarm='p9~gas-leak'] .alarm-open").click();
            Locator drawer = page.locator("#alarm-drawer");
            assertThat(drawer).containsText("never shelved");
            assertThat(drawer.locator("#handling-verb option[value='shelve']")).hasCount(0);
            assertThat(drawer.locator("#handling-verb")).hasValue("comment");

            drawer.locator("#handling-verb").selectOption("suppress");
            drawer.getByPlaceholder("Reason (required)").fill("pipe renewal");
            drawer.getByPlaceholder("Work order (required)").fill("WO-117");
            drawer.getByRole(
                            AriaRole.BUTTON,
                            new Locator.GetByRoleOptions().setName("Suppress").setExact(true))
                    .click();

            assertThat(drawer).containsText("Suppressed → Suppressed by design");
            drawer.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("End suppression"))
                    .click();
            assertThat(drawer).containsText("Suppression ended → Unacknowledged");
        }
    }

    @Test
    void readingsRunPast() throws Exception {
        try (Chromium.Window window = signedIn("en-GB", Role.VIEWER)) {
            assertThat(window.page().locator("#connection")).containsText("msg/s");

            DeviceAddress device = new DeviceAddress("410811", FacilityKind.GAS, "p7");
            city.log().uplink(device, "{\"gasLel\": 3.25, \"batteryPct\": 88}", System.currentTimeMillis());
            city.log().tick(System.currentTimeMillis());

            assertThat(window.page().locator(".reading-list")).containsText("p7");
            assertThat(window.page().locator(".reading-list")).containsText("3.25 % LEL");
        }
    }

    @Test
    void lostConnectionIsSaidAndMendsItself() throws Exception {
        try (Chromium.Window window = signedIn("en-GB", Role.VIEWER)) {
            Page page = window.page();
            assertThat(page.locator("#connection")).hasClass(Pattern.compile("live"));

            city.stopConsole();
            assertThat(page.locator(".banner")).containsText("connection is lost");
            city.log().put(Alarms.gas("p8", Severity.CRITICAL, System.currentTimeMillis()));
            city.startConsole();

            assertThat(page.locator("[data-alarm='p8~gas-leak']")).isVisible();
            assertThat(page.locator("#connection")).hasClass(Pattern.compile("live"));
            assertThat(page.locator(".banner")).hasCount(0);
        }
    }

    @Test
    void anEmptyListIsNoAllClearWhileThePageIsNotConnected() throws Exception {
        try (Chromium.Window window = signedIn("en-GB", Role.VIEWER)) {
            Page page = window.page();
            // What a worker asks for can't be kept from it, what the page itself asks for can.
            page.addInitScript("delete window.SharedWorker");
            page.route("**/api/stream", route -> route.abort());

            page.reload();

            assertThat(page.locator("#unknown")).hasText("Not connected: the alarms are not known");
            assertThat(page.locator(".nothing-word")).hasCount(0);
        }
    }

    @Test
    void whoHasNoMouseIsAtTheAlarmsWithTheFirstKeys() throws Exception {
        try (Chromium.Window window = signedIn("en-GB", Role.OPERATOR)) {
            Page page = window.page();
            assertThat(page.locator(".alarms > li").first()).isVisible();
            assertThat(page.locator(".loading")).hasCount(0);

            page.keyboard().press("Tab");
            Locator skip = page.locator(".skip");
            assertThat(skip).isFocused();
            assertThat(skip).hasText("Go to the alarms");
            page.keyboard().press("Enter");

            assertThat(page.locator(".alarms .alarm-open").first()).isFocused();
        }
    }

    @Test
    void whatATargetCountsIsInTheWordForSoMany() throws Exception {
        try (Chromium.Window window = signedIn("en-GB", Role.VIEWER)) {
            Object words = window.page()
                    .evaluate(
                            "import('/page/i18n.js').then(({ measureText }) => [['households', 1], ['households', 2],"
                                    + " ['bays', 1], ['assets', 0], ['lengthM', 1]].map((each) => measureText(...each)).join())");

            assertThat(words).isEqualTo("household,households,bay,assets,km");
        }
    }

    @Test
    void aLinkIntoAnOpenPageOpensItsAlarmAndOpensItAgain() throws Exception {
        try (Chromium.Window window = signedIn("en-GB", Role.OPERATOR)) {
            Page page = window.page();
            for (int time = 0; time < 2; time++) {
                page.evaluate("location.hash = 'alarm=mh-jf-0007~manhole-tilt'");
                assertThat(page.locator("#alarm-drawer")).containsText("mh-jf-0007");
                page.keyboard().press("Escape");
                assertThat(page.locator("#alarm-drawer")).hasCount(0);
            }
        }
    }

    @Test
    void whoLooksAtOneAlarmIsToldOfTheNextByVoiceToo() throws Exception {
        try (Chromium.Window window = signedIn("en-GB", Role.OPERATOR)) {
            Page page = window.page();
            page.locator("[data-alarm='mh-jf-0007~manhole-tilt'] .alarm-open").click();
            Locator voice = page.locator("#alarm-drawer [aria-live]");
            assertThat(voice).hasCount(1);

            city.log().put(Alarms.gas("p10", Severity.HIGH, System.currentTimeMillis()));

            assertThat(voice).containsText("Gas leak");
            String first = voice.textContent();
            city.log().put(Alarms.gas("p11", Severity.HIGH, System.currentTimeMillis()));
            assertThat(page.locator("[data-alarm='p11~gas-leak']")).hasCount(1);
            assertThat(voice.textContent()).as("the same words are a change").isNotEqualTo(first);
        }
    }

    @Test
    void anAlarmThatCanNotBeDrawnIsNamedAndTheOthersGoOn() throws Exception {
        try (Chromium.Window window = signedIn("en-GB", Role.OPERATOR)) {
            Page page = window.page();
            assertThat(page.locator("[data-alarm='mh-jf-0007~manhole-tilt']")).isVisible();
            // As a browser that lacks something does it: in one row, and only there.
            page.evaluate("() => { const write = Number.prototype.toLocaleString;"
                    + "Number.prototype.toLocaleString = function (...how) {"
                    + "  if (this.valueOf() === 12) throw new TypeError('not in this browser');"
                    + "  return write.apply(this, how); } }");

            city.log().put(Alarms.gas("p12", Severity.HIGH, System.currentTimeMillis()));
            city.log().put(Alarms.gas("p13", Severity.CRITICAL, System.currentTimeMillis()));

            assertThat(page.locator("[data-alarm='p12~gas-leak']")).containsText("can't be shown");
            assertThat(page.locator("[data-alarm='p13~gas-leak']")).containsText("25 % LEL");
            assertThat(page.locator("[data-trouble='failed']")).isVisible();
            page.locator("#reload").click();
            assertThat(page.locator("[data-alarm='p12~gas-leak']")).containsText("12 % LEL");
            assertThat(page.locator("[data-trouble='failed']")).hasCount(0);
        }
    }

    /** A window in which somebody with that role has signed in by hand. */
    private static Chromium.Window signedIn(String locale, Role role) throws Exception {
        Chromium.Window window = chromium.open(locale);
        Page page = window.page();
        page.navigate(city.url() + "/");
        page.locator("#token").fill(city.token(role));
        page.locator(".sign-in .acknowledge-button").click();
        assertThat(page.locator("#connection")).hasClass(Pattern.compile("live"));
        // The browser reports the request for a session that there was none of.
        window.errors().clear();
        return window;
    }
}
