package io.citywatch.jobs.alarms;

import static io.citywatch.jobs.alarms.rule.DefaultRules.SILENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.GroupFinding;
import io.citywatch.telemetry.alarm.Transition;
import io.citywatch.telemetry.rule.RuleChange;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** Rules that change while the function runs. */
class AlarmFunctionRulesTest extends AlarmFunctionHarness {
    @Test
    void aRemovedRulesAlarmIsOverAtTheTimeOfTheChangeByTicksAlone() throws Exception {
        time(0);
        tilt(1, 100);
        changes(new RuleChange(0, at(50), "manhole-tilt", null, true));
        time(49);
        assertThat(alarms()).hasSize(1);

        time(51);
        time(52);

        assertThat(alarms().get(1).history().get(1))
                .extracting(Transition::cause, Transition::t, Transition::reason)
                .containsExactly("clear", at(50), "the rule was removed");
        tilt(60, 120);
        assertThat(alarms()).hasSize(2);
    }

    @Test
    void aChangeOfLimitsKeepsWhatStandsAndCountsForWhatComes() throws Exception {
        time(0);
        tilt(1, 20);
        changes(new RuleChange(7, at(50), "manhole-tilt", steeper(30), false));
        time(52);
        assertThat(alarms()).extracting(Alarm::state).containsExactly(AlarmState.UNACK);
        tilt(60, 0);
        tilt(70, 20);

        time(120);

        assertThat(alarms().get(1).history()).extracting(Transition::cause).containsExactly("raise", "clear");
        assertThat(alarms()).hasSize(2);
    }

    @Test
    void aStepThatWaitsGoesOnByTheNewLimitsAndTimes() throws Exception {
        time(0);
        tilt(1, 20);
        changes(new RuleChange(0, at(10), "manhole-tilt", steeper(25, 30), false));
        time(60);
        assertThat(alarms()).isEmpty();

        tilt(100, 40);
        changes(new RuleChange(1, at(110), "manhole-tilt", steeper(35, 60), false));
        time(140);
        assertThat(alarms()).isEmpty();
        time(161);
        assertThat(alarms()).extracting(Alarm::onset).containsExactly(at(100));
        assertThat(alarms().get(0).updated()).isEqualTo(at(160));
    }

    @Test
    void aStepThatWaitsIsDueNoEarlierThanItsRule() throws Exception {
        time(0);
        tilt(1, 20);
        changes(new RuleChange(0, at(20), "manhole-tilt", steeper(15, 5), false));

        time(40);

        assertThat(alarms()).extracting(Alarm::onset, Alarm::updated).containsExactly(tuple(at(1), at(20)));
    }

    @Test
    void aShorterTimeReachesAStepThatWaitsThoughTheDeviceSaysNothing() throws Exception {
        changes(new RuleChange(0, at(-10), "manhole-tilt", steeper(15, 3600), false));
        time(0);
        tilt(1, 20);
        time(90);

        changes(new RuleChange(1, at(100), "manhole-tilt", steeper(15, 60), false));
        time(102);
        time(160);

        assertThat(alarms()).extracting(Alarm::onset, Alarm::updated).containsExactly(tuple(at(1), at(100)));
        assertThat(harness.numEventTimeTimers()).isEqualTo(1);
    }

    @Test
    void aChangeThatIsKnownLongBeforeGivesTheSameAsOneThatComesInTime() throws Exception {
        RuleChange removal = new RuleChange(0, at(50), "manhole-tilt", null, true);
        RuleChange back = new RuleChange(1, at(200), "manhole-tilt", steeper(15), false);
        time(0);
        tilt(1, 100);
        changes(removal);
        time(60);
        tilt(70, 100);
        changes(back);
        time(210);
        tilt(220, 91);
        List<Alarm> live = alarms();

        harness.close();
        harness = harness();
        harness.open();
        changes(removal);
        changes(back);
        tilt(1, 100);
        tilt(70, 100);
        tilt(220, 91);
        time(300);

        assertThat(alarms().subList(0, live.size())).isEqualTo(live);
        assertThat(live.get(live.size() - 1).history())
                .extracting(Transition::cause)
                .containsExactly("raise", "clear", "escalate", "raise");
    }

    @Test
    void aRestoredFunctionKnowsTheChanges() throws Exception {
        time(0);
        changes(new RuleChange(0, at(5), "manhole-tilt", null, true));
        OperatorSubtaskState snapshot = harness.snapshot(1, 0);
        harness.close();

        harness = harness();
        harness.initializeState(snapshot);
        harness.open();
        tilt(10, 100);
        time(20);

        assertThat(alarms()).isEmpty();
    }

    @Test
    void aFloodLearnsThatWhatItFoldedIsOverWithItsRule() throws Exception {
        silentAndFolded();

        changes(new RuleChange(0, at(400), SILENCE, null, true));
        time(401);
        time(402);

        assertThat(alarms().get(alarms().size() - 1).active()).isFalse();
        assertThat(folds()).containsExactly(tuple(true, at(186)), tuple(false, at(400)));
    }

    @Test
    void aFloodLearnsThatWhatIsWithheldIsOverWithItsRule() throws Exception {
        time(0);
        birth(0);
        time(187);

        changes(new RuleChange(0, at(188), SILENCE, null, true));
        time(190);
        time(191);
        time(250);

        assertThat(alarms()).isEmpty();
        assertThat(folds()).containsExactly(tuple(true, at(186)), tuple(false, at(188)));
    }

    @Test
    void aFloodLearnsThatWhatItFoldedIsOverThoughItsRuleFoldsNoMore() throws Exception {
        silentAndFolded();
        changes(new RuleChange(0, at(400), SILENCE, silence("[]"), false));
        time(401);
        time(402);
        assertThat(folds()).containsExactly(tuple(true, at(186)));

        tilt(410, 0);
        time(420);

        assertThat(alarms().get(alarms().size() - 1).state()).isEqualTo(AlarmState.NORM);
        assertThat(folds()).containsExactly(tuple(true, at(186)), tuple(false, at(410)));
    }

    @Test
    void whatStandsForItselfIsNoPartOfAFloodOnceItsRuleFoldsNoMore() throws Exception {
        time(0);
        birth(0);
        time(187);
        time(200);

        changes(new RuleChange(0, at(300), SILENCE, silence("[\"medium\"]"), false));
        time(301);
        time(302);

        assertThat(alarms()).extracting(Alarm::state).containsExactly(AlarmState.UNACK);
        assertThat(folds()).containsExactly(tuple(true, at(186)), tuple(false, at(300)));
    }

    @Test
    void aRuleOfSilenceThatComesBackNoticesWhatHasDiedMeanwhile() throws Exception {
        time(0);
        birth(0);
        changes(new RuleChange(0, at(10), SILENCE, null, true));
        time(11);
        time(300);
        time(10_000);

        changes(new RuleChange(1, at(20_000), SILENCE, null, false));
        time(20_001);
        time(20_100);
        assertThat(alarms()).isEmpty();
        time(20_190);
        time(20_200);

        assertThat(alarms()).extracting(Alarm::rule).containsExactly(SILENCE);
        assertThat(alarms().get(0).updated()).isEqualTo(at(20_000 + 186 + 10));
    }

    private void silentAndFolded() throws Exception {
        time(0);
        birth(0);
        time(187);
        tell(189, AlarmAction.Verb.FOLD, SILENCE, new GroupFinding(at(0), null, "group.district.410802~flood", null));
        time(190);
        assertThat(alarms().get(0).state()).isEqualTo(AlarmState.SUPPRESSED);
    }

    private List<Tuple> folds() {
        return harness.getSideOutput(AlarmFunction.FOLDS).stream()
                .map(record ->
                        tuple(record.getValue().active(), record.getValue().t()))
                .toList();
    }

    private static String silence(String fold) {
        return """
                {"id": "silence", "kinds": ["manhole"], "text": {"zh": "失联", "en": "Silent"}, "fold": %s,
                 "detector": {"type": "silence", "missedReports": 3, "graceShare": 0.1, "severity": "low"}}"""
                .formatted(fold);
    }

    private void changes(RuleChange change) throws Exception {
        harness.processBroadcastElement(new CityNews.RuleChanged(change), change.from());
    }

    private static String steeper(int limit) {
        return steeper(limit, 30);
    }

    private static String steeper(int limit, int sustainSeconds) {
        return """
                {"id": "manhole-tilt", "kinds": ["manhole"], "text": {"zh": "斜", "en": "Tilted"},
                 "detector": {"type": "cover", "steps": [{"limit": %d, "severity": "high", "sustainSeconds": %d},
                  {"limit": 60, "severity": "critical", "sustainSeconds": 30}, {"limit": 90, "severity": "critical"}],
                  "clear": {"limit": 8}}}"""
                .formatted(limit, sustainSeconds);
    }
}
