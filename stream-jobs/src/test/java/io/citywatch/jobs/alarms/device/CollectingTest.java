package io.citywatch.jobs.alarms.device;

import static io.citywatch.jobs.alarms.device.WatchedDevice.at;
import static io.citywatch.jobs.alarms.device.WatchedDevice.lel;
import static io.citywatch.jobs.alarms.rule.DefaultRules.GAS_LEAK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.citywatch.jobs.alarms.figures.AlarmStep;
import io.citywatch.jobs.alarms.group.CollectiveNews;
import io.citywatch.jobs.alarms.rule.DefaultRules;
import io.citywatch.jobs.alarms.rule.Rule;
import io.citywatch.jobs.alarms.rule.RuleBook;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction.Verb;
import io.citywatch.telemetry.alarm.AlarmGroup;
import io.citywatch.telemetry.alarm.AlarmMembers;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.AlarmText;
import io.citywatch.telemetry.alarm.GroupFinding;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.alarm.Transition;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.facility.SensorState;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.rule.RuleReader;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The alarm of one device where one stands for all of its rule in its district. It reports each quarter of an hour. */
class CollectingTest {
    private static final String EXPIRED = "gas-sensor-expired";
    private static final String PARENT = "group.district.410811~gas-sensor-expired";
    private static final double REPORT = 900;

    private final WatchedDevice device = new WatchedDevice(FacilityKind.GAS, DefaultRules.book());

    @Test
    void itStandsBehindItsDistrictsFromTheFirstOneOnAndCallsNobody() {
        expires(0);

        assertThat(device.alarms).hasSize(1);
        Alarm alarm = device.alarm(EXPIRED);
        assertThat(alarm.state()).isEqualTo(AlarmState.SUPPRESSED);
        assertThat(alarm.active()).isTrue();
        assertThat(alarm.handling().parent()).isEqualTo(PARENT);
        assertThat(alarm.history())
                .extracting(Transition::cause, Transition::to)
                .containsExactly(tuple("fold", AlarmState.SUPPRESSED), tuple("raise", AlarmState.SUPPRESSED));
        assertThat(AlarmStep.call(alarm)).isNull();
        assertThat(device.collectives)
                .extracting(CollectiveNews::parent, CollectiveNews::active, news -> news.condition()
                        .alarm())
                .containsExactly(tuple(PARENT, true, "gas-1~gas-sensor-expired"));
        assertThat(device.folds).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void itLeavesWhenTheSensorIsReplacedHoweverOftenThatIsSaid(boolean twice) {
        expires(0);

        device.birth(5 * REPORT, AssetState.DECOMMISSIONED, "detector_networked", 0);
        if (twice) {
            device.birth(5 * REPORT + 1, 5 * REPORT, AssetState.DECOMMISSIONED, "detector_networked", 0);
        }

        assertThat(device.alarm(EXPIRED).state()).isEqualTo(AlarmState.NORM);
        assertThat(device.alarm(EXPIRED).handling().parent()).isNull();
        assertThat(device.collectives).extracting(CollectiveNews::active).containsExactly(true, false);
    }

    @Test
    void aBirthThatComesAgainOrLateChangesNothing() {
        device.birth(0, AssetState.COMMISSIONED, "detector_standalone", 0);
        expires(1);
        device.birth(6 * REPORT, 0, AssetState.COMMISSIONED, "detector_standalone", 0);
        device.birth(6 * REPORT + 1, -1000, AssetState.REGISTERED, "detector_standalone", 0);

        assertThat(device.alarm(EXPIRED).active()).isTrue();
        assertThat(device.collectives).extracting(CollectiveNews::active).containsExactly(true);
    }

    @Test
    void gasIsNeverBehindIt() {
        expires(0);

        device.says(5 * REPORT, lel(5 * REPORT, 25, SensorState.EXPIRED));

        assertThat(device.alarm(GAS_LEAK).state()).isEqualTo(AlarmState.UNACK);
        assertThat(device.alarm(GAS_LEAK).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(device.alarm(GAS_LEAK).handling().parent()).isNull();
    }

    @Test
    void whatComesBackFromWorkStandsBehindItAndNotForItself() {
        device.gas(0, 0);
        device.acts(1, 1, EXPIRED, Verb.SUPPRESS, "renewal", 9_000.0, "WO-1");
        expires(1);
        assertThat(device.alarm(EXPIRED).handling().parent()).isNull();
        assertThat(device.collectives).isEmpty();

        device.passes(9_000);

        assertThat(device.causes(EXPIRED)).containsExactly("suppress", "raise", "unsuppress", "fold");
        assertThat(device.alarm(EXPIRED).handling().parent()).isEqualTo(PARENT);
        assertThat(device.alarms).noneMatch(alarm -> AlarmStep.call(alarm) != null);
        assertThat(device.collectives).extracting(CollectiveNews::active).containsExactly(true);
    }

    @Test
    void simulatedOnesStandBehindAnotherThanRealOnes() {
        device.simulatedBirth(0);
        expires(1);

        assertThat(device.alarm(EXPIRED).handling().parent())
                .isEqualTo("group.simulated.district.410811~gas-sensor-expired");
        assertThat(device.collectives).extracting(CollectiveNews::simulated).containsExactly(true);
    }

    @Test
    void whatBecomesWorseThanMayBeFoldedCallsForItself() {
        WatchedDevice bin = new WatchedDevice(
                FacilityKind.WASTE,
                book(
                        """
                {"id": "full", "kinds": ["waste"], "detector": {"type": "level", "metric": "fillPct",
                  "steps": [{"limit": 80, "severity": "low"}, {"limit": 90, "severity": "medium"}, {"limit": 98, "severity": "high"}]},
                 "fold": ["low", "medium"], "foldBy": "district", "text": {"zh": "满", "en": "Full"}}"""));
        for (int fill : new int[] {80, 90, 98}) {
            bin.says(fill, Reading.at(at(fill)).with(Metric.FILL_PCT, fill).build());
        }

        assertThat(bin.collectives)
                .extracting(CollectiveNews::active, news -> news.condition().severity())
                .containsExactly(
                        tuple(true, Severity.LOW), tuple(true, Severity.MEDIUM), tuple(false, Severity.MEDIUM));
        assertThat(bin.alarm("full").state()).isEqualTo(AlarmState.UNACK);
        assertThat(AlarmStep.call(bin.alarm("full"))).isNotNull();
    }

    /** A rule that looks at silence goes by another clock. */
    @Test
    void silenceToo() {
        WatchedDevice cover = new WatchedDevice(
                FacilityKind.MANHOLE,
                book(
                        """
                {"id": "gone", "kinds": ["manhole"], "detector": {"type": "silence", "missedReports": 3, "severity": "low"},
                 "fold": ["low"], "foldBy": "district", "text": {"zh": "失联", "en": "Gone"}}"""));
        cover.birth(0, AssetState.COMMISSIONED, "cover_tilt", 0);

        cover.tick(186, -1000);
        cover.tilt(200, 0);
        cover.tick(210, -1000);

        assertThat(cover.causes("gone")).containsExactly("fold", "raise", "clear", "unfold");
        assertThat(cover.collectives)
                .extracting(CollectiveNews::parent, CollectiveNews::active)
                .containsExactly(tuple("group.district.410811~gone", true), tuple("group.district.410811~gone", false));
    }

    @Test
    void itsDistrictsAlarmIsOneLikeAnyOtherAndIsNotRaisedAnewForEach() {
        WatchedDevice district = district();
        district.told(10, EXPIRED, Verb.RAISE, gathered(10, 10, 1));
        district.acknowledges(20, EXPIRED);
        district.told(30, EXPIRED, Verb.RAISE, gathered(10, 30, 2_000));

        assertThat(district.causes(EXPIRED)).containsExactly("raise", "acknowledge");
        assertThat(district.alarm(EXPIRED).state()).isEqualTo(AlarmState.ACKED);
        assertThat(Objects.requireNonNull(district.alarm(EXPIRED).handling().members())
                        .active())
                .isEqualTo(2_000);

        district.told(40, EXPIRED, Verb.CLEAR, gathered(10, 40, 0));
        assertThat(district.alarm(EXPIRED).state()).isEqualTo(AlarmState.NORM);
        assertThat(district.collectives).isEmpty();
    }

    private static WatchedDevice district() {
        WatchedDevice district = new WatchedDevice(FacilityKind.GAS, DefaultRules.book());
        district.address = new DeviceAddress("410811", FacilityKind.GAS, "group.district.410811");
        return district;
    }

    private static GroupFinding gathered(double onset, double counted, int active) {
        return new GroupFinding(
                at(onset),
                Severity.LOW,
                null,
                new AlarmGroup(
                        FacilityKind.GAS,
                        "410811",
                        new AlarmText("超期", "Old"),
                        new AlarmMembers(at(counted), 2_000, active, List.of("gas-1~gas-sensor-expired")),
                        false));
    }

    private static RuleBook book(String json) {
        return new RuleBook(List.of(Rule.of(Objects.requireNonNull(
                RuleReader.read(json.getBytes(StandardCharsets.UTF_8)).single()))));
    }

    private void expires(int from) {
        for (int report = from; report < from + 5; report++) {
            device.says(report * REPORT, lel(report * REPORT, 0, SensorState.EXPIRED));
        }
        device.passes((from + 5) * REPORT - 1);
    }
}
