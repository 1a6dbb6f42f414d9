package io.citywatch.outward.cap;

import static io.citywatch.outward.testkit.Notices.ONSET;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.outward.chat.Templates;
import io.citywatch.outward.notice.Happening;
import io.citywatch.outward.notice.Notice;
import io.citywatch.outward.notice.Place;
import io.citywatch.outward.notice.Wording;
import io.citywatch.outward.receiver.Filter;
import io.citywatch.outward.receiver.Language;
import io.citywatch.outward.receiver.Sender;
import io.citywatch.outward.testkit.CapSchema;
import io.citywatch.outward.testkit.Notices;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.AlarmText;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.programme.Programme;
import java.time.ZoneOffset;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class CapDocumentsTest {
    private static final Sender SENDER = new Sender(
            "citywatch@jiaozuo.example",
            new AlarmText("焦作市城市管理局", "Jiaozuo city management"),
            ZoneOffset.ofHours(8),
            false,
            "https://console.example");
    private static final Place PLACE = new Place(35.2153, 113.2613, "民主路12号");

    private static final Alarm RAISED = Notices.raised("gas-1", Severity.HIGH, ONSET + 100);
    private static final Alarm WORSE =
            Notices.step(RAISED, "worsen", AlarmState.UNACK, Severity.CRITICAL, ONSET + 61_000);
    private static final Alarm NOTED =
            Notices.step(WORSE, "comment", AlarmState.UNACK, Severity.CRITICAL, ONSET + 70_000, "on the way");
    private static final Alarm OVER =
            Notices.step(NOTED, "clear", AlarmState.RTNUN, Severity.CRITICAL, ONSET + 121_000);

    @Test
    void firstMessageIsAnAlertInBothLanguages() {
        Document cap = cap(RAISED, Filter.ALL);

        assertThat(text(cap, "identifier")).isEqualTo("gas-1~gas-leak~" + (ONSET + 100));
        assertThat(text(cap, "sender")).isEqualTo("citywatch@jiaozuo.example");
        assertThat(text(cap, "sent")).isEqualTo("2023-02-14T09:50:00+08:00");
        assertThat(text(cap, "status")).isEqualTo("Actual");
        assertThat(text(cap, "msgType")).isEqualTo("Alert");
        assertThat(cap.getElementsByTagNameNS("*", "references").getLength()).isZero();
        assertThat(text(cap, "language", 0)).isEqualTo("zh-CN");
        assertThat(text(cap, "language", 1)).isEqualTo("en");
        assertThat(text(cap, "event", 0)).isEqualTo("燃气泄漏");
        assertThat(text(cap, "event", 1)).isEqualTo("Gas leak");
        assertThat(text(cap, "severity")).isEqualTo("Severe");
        assertThat(text(cap, "urgency")).isEqualTo("Expected");
        assertThat(text(cap, "certainty")).isEqualTo("Observed");
        assertThat(text(cap, "circle")).isEqualTo("35.215300,113.261300 0.05");
        assertThat(text(cap, "areaDesc", 0)).isEqualTo("山阳区 民主路12号");
        assertThat(text(cap, "headline", 0)).isEqualTo("【高·报警】燃气泄漏：山阳区 民主路12号");
        assertThat(text(cap, "web")).isEqualTo("https://console.example/#alarm=gas-1%7Egas-leak");
    }

    @Test
    void worseningUpdatesAndTheEndCancelsWhatWasSentBefore() {
        Document update = cap(WORSE, Filter.ALL);
        Document cancel = cap(OVER, Filter.ALL);

        String first = "citywatch@jiaozuo.example,gas-1~gas-leak~" + (ONSET + 100) + ",2023-02-14T09:50:00+08:00";
        String second = "citywatch@jiaozuo.example,gas-1~gas-leak~" + (ONSET + 61_000) + ",2023-02-14T09:51:01+08:00";
        assertThat(text(update, "msgType")).isEqualTo("Update");
        assertThat(text(update, "references")).isEqualTo(first);
        assertThat(text(update, "severity")).isEqualTo("Extreme");
        assertThat(text(update, "responseType")).isEqualTo("Evacuate");
        assertThat(text(cancel, "msgType")).isEqualTo("Cancel");
        assertThat(text(cancel, "references")).isEqualTo(first + ' ' + second);
        assertThat(text(cancel, "responseType")).isEqualTo("AllClear");
        assertThat(text(cancel, "urgency")).isEqualTo("Past");
        assertThat(text(cancel, "incidents")).isEqualTo(text(update, "incidents"));
    }

    @Test
    void referencesNameOnlyWhatThatReceiverWasSent() {
        Filter critical = new Filter(Severity.CRITICAL, Set.of(), Set.of(), Set.of(), Filter.USUAL);

        Document first = cap(WORSE, critical);
        Document end = cap(OVER, critical);

        assertThat(text(first, "msgType")).isEqualTo("Alert");
        assertThat(text(end, "references")).doesNotContain("~" + (ONSET + 100)).contains("~" + (ONSET + 61_000));
    }

    @Test
    void whatIsSaidOfAnAlarmThatIsOverAsksForNothing() {
        Filter all = new Filter(Severity.LOW, Set.of(), Set.of(), Set.of(), Set.of(Happening.values()));
        Alarm seen = Notices.step(OVER, "acknowledge", AlarmState.NORM, Severity.CRITICAL, ONSET + 130_000);

        Document cap = cap(seen, all);

        assertThat(text(cap, "urgency")).isEqualTo("Past");
        assertThat(text(cap, "responseType")).isEqualTo("AllClear");
        assertThat(text(cap, "instruction")).isEqualTo(text(cap(OVER, all), "instruction"));
        assertThat(text(cap, "description", 1)).doesNotContain("Measured");
    }

    @Test
    void newEpisodeIsAnAlertOfItsOwn() {
        Alarm again = Notices.step(OVER, "raise", AlarmState.UNACK, Severity.HIGH, ONSET + 300_000);

        assertThat(text(cap(again, Filter.ALL), "msgType")).isEqualTo("Alert");
    }

    @Test
    void endOfWhatTheHistoryHoldsNoLongerIsStillTold() {
        Alarm alarm = RAISED;
        for (int i = 0; i < Alarm.MAX_HISTORY; i++) {
            alarm = Notices.step(alarm, "comment", AlarmState.UNACK, Severity.HIGH, ONSET + 1_000 + i, "…");
        }
        Alarm over = Notices.step(alarm, "clear", AlarmState.RTNUN, Severity.HIGH, ONSET + 9_000);

        assertThat(text(cap(over, Filter.ALL), "msgType")).isEqualTo("Alert");
        assertThat(text(cap(over, Filter.ALL), "responseType")).isEqualTo("AllClear");
    }

    @Test
    void simulatedDevicesTestAndDrillsExercise() {
        CapDocuments drill = documents(new Sender(SENDER.id(), SENDER.name(), SENDER.zone(), true, null));

        assertThat(text(parse(documents(SENDER), Notices.newest(RAISED, true)), "status"))
                .isEqualTo("Test");
        assertThat(text(parse(drill, Notices.newest(RAISED)), "status")).isEqualTo("Exercise");
        assertThat(text(parse(drill, Notices.newest(RAISED, true)), "status")).isEqualTo("Test");
    }

    @Test
    void utcIsWrittenInFigures() {
        Sender utc = new Sender("c.example", SENDER.name(), ZoneOffset.UTC, false, null);

        assertThat(text(parse(documents(utc), Notices.newest(RAISED)), "sent")).isEqualTo("2023-02-14T01:50:00-00:00");
    }

    @Test
    void everyKindSeverityAndHappeningIsValid() {
        for (FacilityKind kind : FacilityKind.values()) {
            for (Severity severity : Severity.values()) {
                Alarm raised = Notices.step(
                        Notices.alarm("d", "r", kind, new AlarmText("警", "alarm")),
                        "raise",
                        AlarmState.UNACK,
                        severity,
                        ONSET);
                parse(documents(SENDER), Notices.newest(raised));
                Alarm aside = Notices.step(raised, "shelve", AlarmState.SHELVED, severity, ONSET + 1, "why");
                Notice notice = Notices.newest(aside);
                assertThat(notice.happening()).isEqualTo(Happening.PUT_ASIDE);
                parse(documents(SENDER), notice);
            }
        }
    }

    @Property(tries = 300)
    void whateverDevicesAndPeopleWriteTheDocumentIsValid(
            @ForAll @StringLength(max = 60) String address, @ForAll @StringLength(max = 30) String text) {
        Alarm hostile = Notices.step(
                Notices.alarm("d", "r", FacilityKind.MANHOLE, new AlarmText(text + "]]>", "<&\"'" + text)),
                "raise",
                AlarmState.UNACK,
                Severity.HIGH,
                ONSET);

        Document cap = CapSchema.parse(documents(SENDER)
                .document(
                        Notices.newest(hostile),
                        new Place(null, null, address + "\u0000\u0008\uD800<x>"),
                        Filter.ALL,
                        Language.BOTH));

        assertThat(text(cap, "areaDesc", 0)).endsWith("\uFFFD\uFFFD\uFFFD<x>");
        assertThat(text(cap, "event", 1)).startsWith("<&\"'");
    }

    @Test
    void feedListsTheStandingAlarms() {
        Document feed = CapSchema.parseAny(CapFeed.atom(java.util.List.of(WORSE), documents(SENDER), ONSET));

        assertThat(feed.getDocumentElement().getNamespaceURI()).isEqualTo("http://www.w3.org/2005/Atom");
        assertThat(feed.getElementsByTagNameNS("*", "link")
                        .item(0)
                        .getAttributes()
                        .getNamedItem("href")
                        .getNodeValue())
                .isEqualTo("/api/alarms/gas-1%7Egas-leak/cap");
    }

    private static Document cap(Alarm alarm, Filter filter) {
        return CapSchema.parse(documents(SENDER).document(Notices.newest(alarm), PLACE, filter, Language.BOTH));
    }

    private static Document parse(CapDocuments documents, Notice notice) {
        return CapSchema.parse(documents.document(notice, Place.UNKNOWN, Filter.ALL, Language.BOTH));
    }

    private static CapDocuments documents(Sender sender) {
        return new CapDocuments(
                sender, new Wording(Programme.bundled()), Templates.bundled().instructions());
    }

    private static String text(Document document, String element) {
        return text(document, element, 0);
    }

    private static String text(Document document, String element, int index) {
        return document.getElementsByTagNameNS("*", element).item(index).getTextContent();
    }
}
