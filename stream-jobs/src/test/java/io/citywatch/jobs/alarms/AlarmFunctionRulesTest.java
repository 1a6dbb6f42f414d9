package io.citywatch.jobs.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.alarms.rule.RuleChange;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Transition;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
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

    private void changes(RuleChange change) throws Exception {
        harness.processBroadcastElement(new CityNews.RuleChanged(change), change.from());
    }

    private static String steeper(int limit) {
        return """
                {"id": "manhole-tilt", "kinds": ["manhole"], "text": {"zh": "斜", "en": "Tilted"},
                 "detector": {"type": "cover", "steps": [{"limit": %d, "severity": "high", "sustainSeconds": 30},
                  {"limit": 90, "severity": "critical"}], "clear": {"limit": 8}}}"""
                .formatted(limit);
    }
}
