package io.citywatch.jobs.alarms.device;

import static io.citywatch.jobs.alarms.device.WatchedDevice.at;
import static io.citywatch.jobs.alarms.rule.DefaultRules.GAS_LEAK;
import static io.citywatch.jobs.alarms.rule.DefaultRules.MANHOLE_TILT;
import static io.citywatch.jobs.alarms.rule.DefaultRules.SILENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.citywatch.jobs.alarms.AlarmMeter;
import io.citywatch.jobs.alarms.figures.AlarmStep;
import io.citywatch.jobs.alarms.group.AgreementNews;
import io.citywatch.jobs.alarms.group.FoldNews;
import io.citywatch.jobs.alarms.rule.DefaultRules;
import io.citywatch.jobs.alarms.rule.FloodRule;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction.Verb;
import io.citywatch.telemetry.alarm.AlarmGroup;
import io.citywatch.telemetry.alarm.AlarmMembers;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.AlarmText;
import io.citywatch.telemetry.alarm.GroupFinding;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.alarm.Transition;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What several devices show together, at the alarm of one of them. It reports each minute: silent after 186 s. */
class FoldingTest {
    private static final String PARENT = "group.district.410811~flood";
    private static final double SILENT = 186;

    @Test
    void whatMayBeFoldedIsWithheldAndRaisedForItselfWhenNobodySaysAnything() {
        WatchedDevice device = silent();
        assertThat(device.alarms).isEmpty();
        assertThat(device.folds).extracting(FoldNews::active, FoldNews::t).containsExactly(tuple(true, at(SILENT)));

        device.tick(196, -1000);

        assertThat(device.alarm(SILENCE).state()).isEqualTo(AlarmState.UNACK);
        assertThat(device.alarm(SILENCE).updated()).isEqualTo(at(196));
        assertThat(device.alarm(SILENCE).onset()).isEqualTo(at(0));
    }

    @Test
    void aConditionThatIsOverMeanwhileRaisesNothing() {
        WatchedDevice device = silent();

        device.tilt(190, 0);
        device.tick(250, -1000);

        assertThat(device.alarms).isEmpty();
        assertThat(device.folds).extracting(FoldNews::active).containsExactly(true, false);
    }

    @Test
    void aFoldedAlarmIsSuppressedByItsParentAndOverWhenItIsOver() {
        WatchedDevice device = silent();

        device.told(189, SILENCE, Verb.FOLD, foldedOf(0));
        assertThat(device.alarm(SILENCE).handling().parent()).isEqualTo(PARENT);
        assertThat(device.alarm(SILENCE).active()).isTrue();
        device.tick(1000, -1000);
        device.tilt(1001, 0);

        assertThat(device.alarm(SILENCE).history())
                .extracting(Transition::cause, Transition::to)
                .containsExactly(
                        tuple("fold", AlarmState.SUPPRESSED),
                        tuple("raise", AlarmState.SUPPRESSED),
                        tuple("clear", AlarmState.SUPPRESSED),
                        tuple("unfold", AlarmState.NORM));
        assertThat(device.alarm(SILENCE).handling().parent()).isNull();
        assertThat(device.folds).extracting(FoldNews::active).containsExactly(true, false);
    }

    @Test
    void whatWasRaisedForItselfIsFoldedWhenMoreComeAfterIt() {
        WatchedDevice device = silent();
        device.tick(196, -1000);

        device.told(300, SILENCE, Verb.FOLD, foldedOf(0));

        assertThat(device.causes(SILENCE)).containsExactly("raise", "fold");
        assertThat(device.alarm(SILENCE).state()).isEqualTo(AlarmState.SUPPRESSED);
    }

    @Test
    void whatIsLetGoCallsForAttentionAgain() {
        WatchedDevice device = silent();
        device.told(189, SILENCE, Verb.FOLD, foldedOf(0));

        device.told(900, SILENCE, Verb.RAISE, of(0));

        assertThat(device.alarm(SILENCE).state()).isEqualTo(AlarmState.UNACK);
        assertThat(device.alarm(SILENCE).handling().parent()).isNull();
    }

    @Test
    void whatIsSaidTwiceOrOfAnotherEpisodeIsMoot() {
        WatchedDevice device = silent();
        device.told(189, SILENCE, Verb.FOLD, foldedOf(0));
        device.tilt(1001, 0);
        int before = device.alarms.size();

        device.told(1002, SILENCE, Verb.FOLD, foldedOf(0));
        device.told(1003, SILENCE, Verb.RAISE, of(0));
        device.told(1004, "no-such-rule", Verb.RAISE, of(0));
        device.told(1005, FloodRule.ID, Verb.CLEAR, of(0));

        assertThat(device.alarms).hasSize(before);
        assertThat(device.refusals).isEmpty();
        assertThat(device.counted(AlarmMeter.MOOT)).isEqualTo(4);
    }

    @Test
    void whatIsFoldedAsksEachHourWhetherItStillIsHoweverManyPassAtOnce() {
        WatchedDevice device = silent();
        device.told(189, SILENCE, Verb.FOLD, foldedOf(0));
        device.folds.clear();

        device.tick(189 + 3600, -1000);
        device.tick(189 + 7200, -1000);
        device.tick(189 + 10 * 3600, -1000);

        assertThat(device.folds).extracting(FoldNews::what).hasSize(3).containsOnly(FoldNews.What.ASKS);
        assertThat(device.folds)
                .extracting(fold -> fold.condition().alarm(), fold -> fold.condition()
                        .onset())
                .containsOnly(tuple("manhole-1~silence", at(0)));
        device.tilt(189 + 10 * 3600 + 1, 0);
        assertThat(device.folds.get(3).what()).isEqualTo(FoldNews.What.ENDED);
        device.folds.clear();
        device.tilt(189 + 12 * 3600, 0);
        device.passes(189 + 12 * 3600 + 30);
        assertThat(device.folds).extracting(FoldNews::what).doesNotContain(FoldNews.What.ASKS);
    }

    @Test
    void anAlarmThatStandsForOthersAsksTooAndIsOverWhenNothingIsKnownOfThem() {
        WatchedDevice group = new WatchedDevice(FacilityKind.GAS);
        group.told(1, FloodRule.ID, Verb.RAISE, gathered(1, 1, 100, 100));

        group.passes(3700);

        assertThat(group.folds)
                .extracting(FoldNews::what, fold -> fold.condition().rule(), fold -> fold.condition()
                        .onset())
                .containsExactly(tuple(FoldNews.What.ASKS, FloodRule.ID, at(1)));
        group.told(3703, FloodRule.ID, Verb.CLEAR, of(1));
        assertThat(group.alarm(FloodRule.ID).active()).isFalse();
    }

    @Test
    void anotherFloodThatStandsForItTakesItOver() {
        WatchedDevice device = silent();
        device.told(189, SILENCE, Verb.FOLD, foldedOf(0));

        device.told(4000, SILENCE, Verb.FOLD, new GroupFinding(at(0), null, "group.city.410800~flood", null));

        assertThat(device.alarm(SILENCE).handling().parent()).isEqualTo("group.city.410800~flood");
        assertThat(device.alarm(SILENCE).state()).isEqualTo(AlarmState.SUPPRESSED);
        assertThat(AlarmStep.call(device.alarm(SILENCE))).isNull();
    }

    @Test
    void aCoverThatOpensIsNeverFoldedNorWithheld() {
        WatchedDevice device = new WatchedDevice(FacilityKind.MANHOLE, DefaultRules.book());
        device.tilt(0, 100);
        assertThat(device.alarm(MANHOLE_TILT).state()).isEqualTo(AlarmState.UNACK);

        device.told(1, MANHOLE_TILT, Verb.FOLD, foldedOf(0));

        assertThat(device.alarm(MANHOLE_TILT).state()).isEqualTo(AlarmState.UNACK);
        assertThat(device.folds).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"30,true", "30.1,false", "60,false", "90,false"})
    void aCoverThatStandsOpenIsNeitherFoldedNorWithheld(double tiltDeg, boolean foldable) {
        WatchedDevice device = new WatchedDevice(FacilityKind.MANHOLE, DefaultRules.book());
        device.tilt(0, tiltDeg);

        device.passes(30);

        assertThat(device.folds).hasSize(foldable ? 1 : 0);
        if (!foldable) {
            assertThat(device.alarm(MANHOLE_TILT).state()).isEqualTo(AlarmState.UNACK);
            assertThat(device.alarm(MANHOLE_TILT).severity()).isEqualTo(Severity.CRITICAL);
            assertThat(device.alarm(MANHOLE_TILT).updated()).isEqualTo(at(30));
        }
    }

    @Test
    void aFoldedCoverThatIsLiftedFurtherCallsForItself() {
        WatchedDevice device = tilted();
        device.told(33, MANHOLE_TILT, Verb.FOLD, foldedOf(0));
        assertThat(device.alarm(MANHOLE_TILT).state()).isEqualTo(AlarmState.SUPPRESSED);
        device.tilt(40, 45);

        device.passes(70);

        assertThat(device.alarm(MANHOLE_TILT).state()).isEqualTo(AlarmState.UNACK);
        assertThat(device.alarm(MANHOLE_TILT).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(device.folds).extracting(FoldNews::active).containsExactly(true, false);
    }

    @Test
    void aTiltedCoverThatOpensWhileItIsWithheldIsRaisedAtOnce() {
        WatchedDevice device = tilted();
        assertThat(device.alarms).isEmpty();

        device.tilt(32, 100);

        assertThat(device.alarm(MANHOLE_TILT).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(device.alarm(MANHOLE_TILT).state()).isEqualTo(AlarmState.UNACK);
        assertThat(device.alarm(MANHOLE_TILT).onset()).isEqualTo(at(0));
        assertThat(device.folds).extracting(FoldNews::active).containsExactly(true, false);
    }

    @Test
    void aFoldedCoverThatOpensLeavesTheFlood() {
        WatchedDevice device = tilted();
        device.told(33, MANHOLE_TILT, Verb.FOLD, foldedOf(0));
        assertThat(device.alarm(MANHOLE_TILT).state()).isEqualTo(AlarmState.SUPPRESSED);

        device.tilt(60, 100);

        assertThat(device.alarm(MANHOLE_TILT).state()).isEqualTo(AlarmState.UNACK);
        assertThat(device.alarm(MANHOLE_TILT).handling().parent()).isNull();
        assertThat(device.causes(MANHOLE_TILT)).containsExactly("fold", "raise", "worsen", "unfold");
        assertThat(device.folds).extracting(FoldNews::active).containsExactly(true, false);
    }

    @Test
    void workThatBeginsAndEndsLeavesAFoldedAlarmWhereItIs() {
        WatchedDevice device = silent();
        device.told(189, SILENCE, Verb.FOLD, foldedOf(0));

        device.does(200, SILENCE, Verb.SUPPRESS, "road works", 400.0);
        device.tick(500, -1000);

        assertThat(device.alarm(SILENCE).state()).isEqualTo(AlarmState.SUPPRESSED);
        assertThat(device.alarm(SILENCE).handling().parent()).isEqualTo(PARENT);
    }

    @ParameterizedTest
    @CsvSource({"SHELVE, 4000, SHELVED", "OUT_OF_SERVICE, , OUT_OF_SERVICE"})
    void whatIsPutAsideWhileItIsWithheldIsNotFolded(Verb verb, Double until, AlarmState aside) {
        WatchedDevice device = silent();
        device.tick(196, -1000);
        device.tilt(300, 0);
        device.tick(300 + SILENT, -1000);
        device.does(488, SILENCE, verb, "waits for parts", until);

        device.told(490, SILENCE, Verb.FOLD, foldedOf(300));

        assertThat(device.alarm(SILENCE).state()).isEqualTo(aside);
        assertThat(device.alarm(SILENCE).active()).isTrue();
        assertThat(device.alarm(SILENCE).onset()).isEqualTo(at(300));
        assertThat(device.alarm(SILENCE).handling().parent()).isNull();
    }

    @Test
    void neighboursAreToldWhetherItIsAProgramThatSpeaks() {
        WatchedDevice device = new WatchedDevice(FacilityKind.GAS);
        device.says(0, birth(0, "B-1", true));

        device.gas(1, 12);

        assertThat(device.agreements).extracting(AgreementNews::simulated).containsExactly(true);
    }

    @Test
    void neighboursAreToldWhenItIsOver() {
        WatchedDevice device = new WatchedDevice(FacilityKind.GAS);
        device.says(0, birth(0, "B-1", false));

        device.gas(1, 12);
        device.gas(100, 1);
        device.gas(200, 1);
        device.gas(300, 1);

        assertThat(device.agreements)
                .extracting(AgreementNews::begun, AgreementNews::t, news -> news.condition()
                        .onset())
                .containsExactly(tuple(true, at(1), at(1)), tuple(false, at(200), at(1)));
    }

    @Test
    void neighboursThatItLeavesAreToldThatItIsOverForThem() {
        WatchedDevice device = new WatchedDevice(FacilityKind.GAS);
        device.says(0, birth(0, "B-1", false));
        device.gas(1, 12);

        device.says(50, birth(50, "B-2", false));

        assertThat(device.agreements)
                .extracting(AgreementNews::begun, news -> news.group().name())
                .containsExactly(tuple(true, "building/B-1"), tuple(false, "building/B-1"));
    }

    private static Birth birth(double t, String building, boolean simulated) {
        return new Birth(
                at(t),
                "4108110111000042",
                AssetState.COMMISSIONED,
                new Birth.Identity(null, null, null, simulated),
                new Birth.Place(null, null, null, new Birth.Neighbours(building, null, null)),
                Birth.Share.NONE,
                0,
                3600);
    }

    @Test
    void neighboursThatAgreeMakeItWorseAndCloseTheValveOnce() {
        WatchedDevice device = new WatchedDevice(FacilityKind.GAS);
        device.gas(0, 12);
        GroupFinding agreed = new GroupFinding(at(0), Severity.CRITICAL, null, null);

        device.told(5, GAS_LEAK, Verb.WORSEN, agreed);
        device.told(5, GAS_LEAK, Verb.WORSEN, agreed);
        device.gas(6, 30);

        assertThat(device.alarm(GAS_LEAK).history())
                .filteredOn(step -> !step.cause().equals("command"))
                .extracting(Transition::cause, Transition::severity, Transition::by)
                .containsExactly(tuple("raise", Severity.HIGH, null), tuple("worsen", Severity.CRITICAL, "rule/flood"));
        assertThat(device.commands).extracting(Command::command).containsOnlyOnce(Command.Verb.CLOSE_VALVE);
    }

    @Test
    void anAlarmThatStandsForOthersHasALifeOfItsOwn() {
        WatchedDevice group = new WatchedDevice(FacilityKind.GAS);
        group.told(1, FloodRule.ID, Verb.RAISE, gathered(1, 1, 100, 100));
        group.acknowledges(2, FloodRule.ID);
        group.told(3, FloodRule.ID, Verb.RAISE, gathered(1, 3, 120, 90));
        group.told(3, FloodRule.ID, Verb.RAISE, gathered(1, 3, 120, 90));
        assertThat(group.alarm(FloodRule.ID).handling().members())
                .extracting(AlarmMembers::count, AlarmMembers::active)
                .containsExactly(120, 90);
        assertThat(group.alarm(FloodRule.ID).text().en()).isEqualTo("District 410811");
        assertThat(group.alarm(FloodRule.ID).version()).isEqualTo(at(3));

        group.told(9, FloodRule.ID, Verb.CLEAR, gathered(1, 9, 120, 0));
        group.told(3, FloodRule.ID, Verb.RAISE, gathered(1, 3, 120, 90));

        assertThat(group.causes(FloodRule.ID)).containsExactly("raise", "acknowledge", "clear");
        assertThat(group.alarm(FloodRule.ID).state()).isEqualTo(AlarmState.NORM);
        assertThat(group.alarms).extracting(Alarm::version).containsExactly(at(1), at(2), at(3), at(9));
    }

    @Test
    void aGroupsAlarmIsNotMadeWorseAsADevicesIs() {
        WatchedDevice group = new WatchedDevice(FacilityKind.GAS);
        group.told(1, FloodRule.ID, Verb.RAISE, gathered(1, 1, 100, 100));

        group.told(2, FloodRule.ID, Verb.WORSEN, new GroupFinding(at(1), Severity.CRITICAL, null, null));

        assertThat(group.alarm(FloodRule.ID).severity()).isEqualTo(Severity.HIGH);
        assertThat(group.counted(AlarmMeter.MOOT)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theNextFloodCallsEvenIfTheOneBeforeIsStillShelved(boolean atOnce) {
        WatchedDevice group = new WatchedDevice(FacilityKind.GAS);
        group.told(1, FloodRule.ID, Verb.RAISE, gathered(1, 1, 100, 100));
        group.does(2, FloodRule.ID, Verb.SHELVE, "power is being mended", 80_000.0);

        group.told(9, FloodRule.ID, Verb.CLEAR, gathered(1, 9, 100, 20));
        group.told(atOnce ? 9 : 20, FloodRule.ID, Verb.RAISE, gathered(atOnce ? 9 : 20, 20, 50, 50));

        assertThat(group.causes(FloodRule.ID)).containsExactly("raise", "shelve", "clear", "raise", "unshelve");
        assertThat(group.alarm(FloodRule.ID).state()).isEqualTo(AlarmState.UNACK);
    }

    /** As when the groups' state was lost. */
    @Test
    void theNextFloodCallsEvenIfNobodyHasEndedTheOneBefore() {
        WatchedDevice group = new WatchedDevice(FacilityKind.GAS);
        group.told(1, FloodRule.ID, Verb.RAISE, gathered(1, 1, 100, 100));
        group.acknowledges(2, FloodRule.ID);

        group.told(5_000, FloodRule.ID, Verb.RAISE, gathered(5_000, 5_000, 50, 50));
        group.told(5_001, FloodRule.ID, Verb.CLEAR, gathered(1, 5_001, 100, 0));

        assertThat(group.causes(FloodRule.ID)).containsExactly("raise", "acknowledge", "clear", "raise");
        assertThat(group.alarm(FloodRule.ID).state()).isEqualTo(AlarmState.UNACK);
        assertThat(group.alarm(FloodRule.ID).onset()).isEqualTo(at(5_000));
        assertThat(group.alarm(FloodRule.ID).handling().members())
                .extracting(AlarmMembers::count, AlarmMembers::active)
                .containsExactly(50, 50);
        assertThat(group.counted(AlarmMeter.MOOT)).isEqualTo(1);
    }

    private static WatchedDevice silent() {
        WatchedDevice device = new WatchedDevice(FacilityKind.MANHOLE, DefaultRules.book());
        device.birth(0, AssetState.COMMISSIONED, "cover_tilt", 0);
        device.tick(SILENT, -1000);
        return device;
    }

    private static WatchedDevice tilted() {
        WatchedDevice device = new WatchedDevice(FacilityKind.MANHOLE, DefaultRules.book());
        device.tilt(0, 20);
        device.passes(30);
        return device;
    }

    private static GroupFinding of(double onset) {
        return new GroupFinding(at(onset), null, null, null);
    }

    private static GroupFinding foldedOf(double onset) {
        return new GroupFinding(at(onset), null, PARENT, null);
    }

    private static GroupFinding gathered(double onset, double counted, int count, int active) {
        AlarmMembers members = new AlarmMembers(at(counted), count, active, List.of("gas-1~silence"));
        return new GroupFinding(
                at(onset),
                Severity.HIGH,
                null,
                new AlarmGroup(
                        FacilityKind.GAS, "410811", new AlarmText("区县 410811", "District 410811"), members, false));
    }
}
