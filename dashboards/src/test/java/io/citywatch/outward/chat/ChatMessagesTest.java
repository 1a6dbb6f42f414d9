package io.citywatch.outward.chat;

import static io.citywatch.outward.testkit.Notices.ONSET;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.outward.notice.Devices;
import io.citywatch.outward.notice.Notice;
import io.citywatch.outward.notice.Wording;
import io.citywatch.outward.receiver.Language;
import io.citywatch.outward.receiver.Sender;
import io.citywatch.outward.testkit.Notices;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.AlarmText;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.programme.Programme;
import io.citywatch.telemetry.registry.DeviceRecord;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ChatMessagesTest {
    private static final Sender SENDER =
            new Sender("citywatch.example", Sender.STANDARD.name(), Sender.BEIJING, false, "https://console.example");

    @Test
    void bothLanguagesStandInOneMessage() {
        ChatMessage message =
                messages("民主路12号").one(Notices.newest(Notices.raised("gas-1", Severity.HIGH, ONSET)), Language.BOTH);

        assertThat(message.title()).isEqualTo("【高·报警】燃气泄漏");
        assertThat(message.lines())
                .contains("**地点**：山阳区 民主路12号", "HIGH, alarm: Gas leak", "**Where**: 民主路12号, Shanyang")
                .doesNotContain("**地点**：山阳区");
        assertThat(message.lines().indexOf("HIGH, alarm: Gas leak"))
                .isEqualTo(message.lines().indexOf("**Where**: 民主路12号, Shanyang") - 1);
        assertThat(message.worst()).isEqualTo(Severity.HIGH);
    }

    @Test
    void simulatedDevicesAndDrillsAreMarkedInTheTitle() {
        var raised = Notices.raised("gas-1", Severity.HIGH, ONSET);
        Sender drill = new Sender("c.example", SENDER.name(), Sender.BEIJING, true, null);

        assertThat(messages(null).one(Notices.newest(raised, true), Language.ZH).title())
                .startsWith("【测试】");
        assertThat(new ChatMessages(Templates.bundled(), drill, wording(), Devices.UNKNOWN)
                        .one(Notices.newest(raised), Language.EN)
                        .title())
                .startsWith("[EXERCISE] ");
    }

    @Test
    void whatIsOverIsGreen() {
        var over = Notices.step(
                Notices.raised("gas-1", Severity.HIGH, ONSET), "clear", AlarmState.RTNUN, Severity.HIGH, ONSET + 1);

        assertThat(messages(null).one(Notices.newest(over), Language.ZH).worst())
                .isNull();
    }

    @Property(tries = 300)
    void whateverIsWrittenIntoAnAddressStaysTextInOneLine(@ForAll @StringLength(max = 300) String hostile) {
        String plain = ChatText.plain(hostile);

        assertThat(plain).doesNotContainPattern("[\\\\`*#\\[\\]()<>!|~@&\\p{Cntrl}]");
        assertThat(plain.codePointCount(0, plain.length())).isLessThanOrEqualTo(121);
    }

    @Test
    void mentionsAndLinksLoseTheirPower() {
        assertThat(ChatText.plain("<at id=all></at> [x](http://evil.example) **b**\n# h @13800000000"))
                .isEqualTo("＜at id=all＞＜/at＞ ［x］（http://evil.example） ＊＊b＊＊ ＃ h ＠13800000000");
    }

    @Property(tries = 60)
    void digestHasRoomInWeComAndLosesNoSevereAlarm(@ForAll @IntRange(min = 1, max = 300) int count, @ForAll long seed) {
        var random = new java.util.Random(seed);
        List<Notice> waiting = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Severity severity = Severity.values()[random.nextInt(4)];
            waiting.add(Notices.newest(Notices.raised("gas-" + i, severity, ONSET + i)));
        }

        var digest = messages("民主路".repeat(40)).digest(waiting, Language.ZH, new WeCom().maxBytes());

        String content = "### " + digest.message().title() + "\n"
                + String.join("\n", digest.message().lines());
        assertThat(ChatText.bytes(content)).isLessThanOrEqualTo(WeCom.MAX_BYTES);
        assertThat(digest.count()).isBetween(1, count);
        assertThat(waiting.subList(0, digest.count()))
                .filteredOn(notice -> notice.transition().severity().isWorseThan(Severity.MEDIUM))
                .allSatisfy(notice -> assertThat(content)
                        .contains("，" + notice.alarm().source().device() + "，"));
        assertThat(digest.message().title()).contains(digest.count() + " 条报警消息");
    }

    @Test
    void ofTheLessSevereThoseWithoutRoomAreCounted() {
        List<Notice> waiting = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            waiting.add(Notices.newest(Notices.step(
                    Notices.alarm("d-" + i, "silence", FacilityKind.GAS, new AlarmText("设备失联", "Silent")),
                    "raise",
                    AlarmState.UNACK,
                    Severity.LOW,
                    ONSET + i)));
        }

        var digest = messages(null).digest(waiting, Language.ZH, new WeCom().maxBytes());

        assertThat(digest.count()).isEqualTo(150);
        int listed = (int) digest.message().lines().stream()
                .filter(line -> line.startsWith("- "))
                .count();
        assertThat(listed).isBetween(20, 149);
        assertThat(digest.message().lines()).contains("另有：低 " + (150 - listed) + "。请到控制台查看。");
    }

    private static ChatMessages messages(String address) {
        Devices devices = device -> address == null
                ? null
                : new DeviceRecord(
                        new DeviceAddress("410811", FacilityKind.GAS, device),
                        new Birth(
                                ONSET,
                                "4108110111000042",
                                AssetState.COMMISSIONED,
                                Birth.Identity.UNKNOWN,
                                new Birth.Place(35.2153, 113.2613, address),
                                Birth.Share.NONE,
                                0,
                                null));
        return new ChatMessages(Templates.bundled(), SENDER, wording(), devices);
    }

    private static Wording wording() {
        return new Wording(Programme.bundled());
    }
}
