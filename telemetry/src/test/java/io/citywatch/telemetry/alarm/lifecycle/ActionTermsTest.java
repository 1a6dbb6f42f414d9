package io.citywatch.telemetry.alarm.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmAction.Verb;
import io.citywatch.telemetry.alarm.AlarmSource;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.AlarmText;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.alarm.Transition;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.rule.RuleChange;
import io.citywatch.telemetry.rule.RuleTimeline;
import io.citywatch.telemetry.rule.RulesInForce;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActionTermsTest {
    private static final long NOW = 1_676_339_400_000L;
    private static final long HOUR_MILLIS = 3_600_000;
    private static final String FILL =
            """
            {"id": "%s", "kinds": ["%s"], "text": {"zh": "满", "en": "Full"}, "hideable": %s,
             "detector": {"type": "level", "metric": "batteryPct", "steps": [{"limit": 90, "severity": "critical"}]}}""";

    private final RuleTimeline<RulesInForce> rules = new RuleTimeline<>(inForce -> inForce);

    @Test
    void aRuleSaysAtWhichSeverityItsAlarmsMayBeShelved() {
        rules.add(new RuleChange(0, NOW, "own", FILL.formatted("own", "waste", "[\"high\"]"), false));

        assertThat(shelve(alarm(FacilityKind.WASTE, "own", Severity.CRITICAL))).isEqualTo(Refusal.NOT_HIDEABLE);
        assertThat(shelve(alarm(FacilityKind.WASTE, "own", Severity.HIGH))).isNull();
        assertThat(shelve(alarm(FacilityKind.WASTE, "waste-full", Severity.CRITICAL)))
                .isNull();
        assertThat(shelve(alarm(FacilityKind.GAS, "gas-leak", Severity.CRITICAL)))
                .isEqualTo(Refusal.NOT_HIDEABLE);
    }

    @Test
    void withoutItsRuleAnAlarmThatStandsIsTakenToBeAsBadAsCanBe() {
        Alarm alarm = alarm(FacilityKind.WASTE, "gone", Severity.LOW);

        assertThat(shelve(alarm)).isEqualTo(Refusal.NOT_HIDEABLE);
        assertThat(shelve(in(AlarmState.NORM, alarm))).isNull();
        assertThat(shelve(alarm(FacilityKind.WASTE, "flood", Severity.HIGH))).isNull();
    }

    @Test
    void onlyHomesWithAGuardedRuleNeedAWorkOrder() {
        Alarm gas = alarm(FacilityKind.GAS, "low-battery", Severity.LOW);
        Alarm main = alarm(FacilityKind.GAS_PIPE, "gas-pipe-leak", Severity.LOW);

        assertThat(refusal(gas, Verb.SUPPRESS, null)).isEqualTo(Refusal.WORK_ORDER_MISSING);
        assertThat(refusal(gas, Verb.OUT_OF_SERVICE, " ")).isEqualTo(Refusal.WORK_ORDER_MISSING);
        assertThat(refusal(gas, Verb.SUPPRESS, "WO-1")).isNull();
        assertThat(refusal(main, Verb.SUPPRESS, null)).isNull();

        long number = 0;
        for (var rule : rules.at(NOW).all()) {
            if (rule.scope().kinds().contains(FacilityKind.GAS)
                    && rule.attention().isGuarded()) {
                rules.add(new RuleChange(number++, NOW, rule.id(), null, true));
            }
        }
        assertThat(number).isPositive();
        assertThat(refusal(gas, Verb.SUPPRESS, null)).isNull();
    }

    @Test
    void whatCalledAfterSomebodyLookedIsNeitherAcknowledgedNorShelved() {
        Alarm raised = alarm(FacilityKind.WASTE, "waste-full", Severity.LOW);
        AlarmAction early = action(Verb.ACKNOWLEDGE, NOW - 10, null);

        assertThat(ActionTerms.refusal(raised, early, rules.at(NOW))).isEqualTo(Refusal.OVERTAKEN);
        assertThat(ActionTerms.refusal(raised, action(Verb.SHELVE, NOW - 10, null), rules.at(NOW)))
                .isEqualTo(Refusal.OVERTAKEN);
        assertThat(ActionTerms.refusal(raised, action(Verb.COMMENT, NOW - 10, null), rules.at(NOW)))
                .isNull();
    }

    @Test
    void whatIsFoldedIsUnsuppressedByNobody() {
        Alarm folded = in(AlarmState.SUPPRESSED, alarm(FacilityKind.WASTE, "silence", Severity.LOW));
        Alarm byWork = folded.withHandling(folded.handling().foldedInto("group.city.410800~flood"));

        assertThat(ActionTerms.refusal(folded, Verb.UNSUPPRESS, rules.at(NOW))).isNull();
        assertThat(ActionTerms.refusal(byWork, Verb.UNSUPPRESS, rules.at(NOW))).isEqualTo(Refusal.NOT_SUPPRESSED);
    }

    private Refusal shelve(Alarm alarm) {
        return ActionTerms.refusal(alarm, action(Verb.SHELVE, NOW, null), rules.at(NOW));
    }

    private Refusal refusal(Alarm alarm, Verb verb, String workOrder) {
        return ActionTerms.refusal(alarm, action(verb, NOW, workOrder), rules.at(NOW));
    }

    private static AlarmAction action(Verb verb, long t, String workOrder) {
        return new AlarmAction("d~r", "d", verb, t, "operator/wang", "a reason", t + HOUR_MILLIS, workOrder);
    }

    private static Alarm alarm(FacilityKind kind, String rule, Severity severity) {
        return new Alarm(
                Alarm.id("d", rule),
                new AlarmSource("d", null, kind, "410811"),
                rule,
                severity,
                AlarmState.UNACK,
                true,
                false,
                NOW,
                NOW,
                Alarm.Evidence.NONE,
                new AlarmText("测试", "Test"),
                NOW,
                List.of(new Transition(
                        NOW, AlarmState.NORM, AlarmState.UNACK, severity, Cause.RAISE.text(), null, null, null)));
    }

    private static Alarm in(AlarmState state, Alarm alarm) {
        return alarm.withState(state, alarm.active(), alarm.acknowledged());
    }
}
