package io.citywatch.console.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.citywatch.console.action.ActionRefusedException.Refusal;
import io.citywatch.console.testkit.Alarms;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmAction.Verb;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.alarm.lifecycle.Guards;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.rule.RuleChange;
import io.citywatch.telemetry.rule.RuleTimeline;
import io.citywatch.telemetry.rule.RulesInForce;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionCheckTest {
    private static final long NOW = 1_676_339_400_000L;
    private static final long HOUR_MS = 3_600_000;
    private static final String GUARDED_TILT =
            """
            {"id": "manhole-tilt", "kinds": ["manhole"], "text": {"zh": "倾斜", "en": "Tilted"}, "hideable": ["low"],
             "detector": {"type": "level", "metric": "tiltDeg", "steps": [{"limit": 10, "severity": "high"}]}}""";
    private static final Guards STANDARD = standard();

    /** Which verb is taken in which state; without a third column it is taken. */
    @ParameterizedTest
    @CsvSource({
        "ACKNOWLEDGE, UNACK,",
        "ACKNOWLEDGE, RTNUN,",
        "ACKNOWLEDGE, ACKED, ALREADY_ACKNOWLEDGED",
        "ACKNOWLEDGE, NORM, OVER",
        "ACKNOWLEDGE, SHELVED, PUT_ASIDE",
        "ACKNOWLEDGE, SUPPRESSED, PUT_ASIDE",
        "ACKNOWLEDGE, OUT_OF_SERVICE, PUT_ASIDE",
        "SHELVE, UNACK,",
        "SHELVE, RTNUN,",
        "SHELVE, ACKED,",
        "SHELVE, NORM,",
        "SHELVE, SHELVED, PUT_ASIDE",
        "SHELVE, SUPPRESSED, PUT_ASIDE",
        "SHELVE, OUT_OF_SERVICE, PUT_ASIDE",
        "UNSHELVE, UNACK, NOT_SHELVED",
        "UNSHELVE, RTNUN, NOT_SHELVED",
        "UNSHELVE, ACKED, NOT_SHELVED",
        "UNSHELVE, NORM, NOT_SHELVED",
        "UNSHELVE, SHELVED,",
        "UNSHELVE, SUPPRESSED, NOT_SHELVED",
        "UNSHELVE, OUT_OF_SERVICE, NOT_SHELVED",
        "SUPPRESS, UNACK,",
        "SUPPRESS, RTNUN,",
        "SUPPRESS, ACKED,",
        "SUPPRESS, LATCHED,",
        "SUPPRESS, NORM,",
        "SUPPRESS, SHELVED,",
        "SUPPRESS, SUPPRESSED, PUT_ASIDE",
        "SUPPRESS, OUT_OF_SERVICE, PUT_ASIDE",
        "UNSUPPRESS, UNACK, NOT_SUPPRESSED",
        "UNSUPPRESS, RTNUN, NOT_SUPPRESSED",
        "UNSUPPRESS, ACKED, NOT_SUPPRESSED",
        "UNSUPPRESS, LATCHED, NOT_SUPPRESSED",
        "UNSUPPRESS, NORM, NOT_SUPPRESSED",
        "UNSUPPRESS, SHELVED, NOT_SUPPRESSED",
        "UNSUPPRESS, SUPPRESSED,",
        "UNSUPPRESS, OUT_OF_SERVICE, NOT_SUPPRESSED",
        "OUT_OF_SERVICE, UNACK,",
        "OUT_OF_SERVICE, RTNUN,",
        "OUT_OF_SERVICE, ACKED,",
        "OUT_OF_SERVICE, LATCHED,",
        "OUT_OF_SERVICE, NORM,",
        "OUT_OF_SERVICE, SHELVED,",
        "OUT_OF_SERVICE, SUPPRESSED,",
        "OUT_OF_SERVICE, OUT_OF_SERVICE, PUT_ASIDE",
        "RETURN_TO_SERVICE, UNACK, NOT_OUT_OF_SERVICE",
        "RETURN_TO_SERVICE, RTNUN, NOT_OUT_OF_SERVICE",
        "RETURN_TO_SERVICE, ACKED, NOT_OUT_OF_SERVICE",
        "RETURN_TO_SERVICE, LATCHED, NOT_OUT_OF_SERVICE",
        "RETURN_TO_SERVICE, NORM, NOT_OUT_OF_SERVICE",
        "RETURN_TO_SERVICE, SHELVED, NOT_OUT_OF_SERVICE",
        "RETURN_TO_SERVICE, SUPPRESSED, NOT_OUT_OF_SERVICE",
        "RETURN_TO_SERVICE, OUT_OF_SERVICE,",
        "RESET, UNACK, STILL_ACTIVE",
        "RESET, RTNUN, NOT_ACKNOWLEDGED",
        "RESET, ACKED, STILL_ACTIVE",
        "RESET, LATCHED,",
        "RESET, NORM, NOT_LATCHED",
        "RESET, SHELVED, PUT_ASIDE",
        "RESET, SUPPRESSED, PUT_ASIDE",
        "RESET, OUT_OF_SERVICE, PUT_ASIDE",
        "COMMENT, UNACK,",
        "COMMENT, RTNUN,",
        "COMMENT, ACKED,",
        "COMMENT, LATCHED,",
        "COMMENT, NORM,",
        "COMMENT, SHELVED,",
        "COMMENT, SUPPRESSED,",
        "COMMENT, OUT_OF_SERVICE,",
        "ACKNOWLEDGE, LATCHED, ALREADY_ACKNOWLEDGED",
        "SHELVE, LATCHED,"
    })
    void verbAndState(Verb verb, AlarmState state, Refusal expected) {
        Alarm alarm = Alarms.step(
                Alarms.manhole("m", Severity.HIGH, NOW - HOUR_MS), state, "test", "operator/wang", null, NOW - 1);

        assertThat(refusal(action(verb, "a reason", NOW + HOUR_MS), alarm)).isEqualTo(expected);
    }

    @Test
    void whoHasAcknowledgedItIsSaidWhateverThePlatformHasDoneSince() {
        Alarm raised = Alarms.gas("g", Severity.CRITICAL, NOW - HOUR_MS);
        Alarm seen = Alarms.step(raised, AlarmState.ACKED, "acknowledge", "operator/wang", null, NOW - 60_000);
        Alarm unanswered = Alarms.step(seen, AlarmState.ACKED, "noAnswer", "citywatch", "closeValve", NOW - 1);

        assertThat(words(action(Verb.ACKNOWLEDGE, null, null), unanswered))
                .isEqualTo("The alarm is acknowledged already by operator/wang at 2023-02-14T01:49:00Z.");
    }

    @Test
    void whoHasPutItAsideIsSaidAndNotWhoHasCommentedSince() {
        Alarm raised = Alarms.manhole("m", Severity.HIGH, NOW - HOUR_MS);
        Alarm shelved = Alarms.step(raised, AlarmState.SHELVED, "shelve", "operator/wang", "noise", NOW - 60_000);
        Alarm commented = Alarms.step(shelved, AlarmState.SHELVED, "comment", "operator/li", "seen", NOW - 1);

        assertThat(words(action(Verb.ACKNOWLEDGE, null, null), commented))
                .isEqualTo("The alarm is put aside (SHELVED) by operator/wang at 2023-02-14T01:49:00Z.");
    }

    @ParameterizedTest
    @CsvSource({
        "road works, 3600000,",
        "road works, 86400000,",
        "road works, 86400001, INCOMPLETE",
        "road works, 0, INCOMPLETE",
        "road works, , INCOMPLETE",
        "' ', 3600000, INCOMPLETE",
        ", 3600000, INCOMPLETE"
    })
    void shelvingTakesAReasonAndAnEndWithinADay(String reason, Long forMs, Refusal expected) {
        Alarm alarm = Alarms.manhole("m", Severity.HIGH, NOW);

        assertThat(refusal(action(Verb.SHELVE, reason, forMs == null ? null : (Long) (NOW + forMs)), alarm))
                .isEqualTo(expected);
    }

    @Test
    void criticalGasIsNeverShelvedAndOtherGasIs() {
        AlarmAction request = action(Verb.SHELVE, "sensor test", NOW + HOUR_MS);

        assertThat(refusal(request, Alarms.gas("g", Severity.CRITICAL, NOW))).isEqualTo(Refusal.NOT_HIDEABLE);
        assertThat(refusal(request, Alarms.gas("g", Severity.HIGH, NOW))).isNull();
        assertThat(refusal(request, Alarms.manholeGas("m", Severity.CRITICAL, NOW)))
                .isEqualTo(Refusal.NOT_HIDEABLE);
        assertThat(refusal(request, Alarms.manholeGas("m", Severity.HIGH, NOW))).isNull();
        assertThat(refusal(request, Alarms.gasMain("p", Severity.CRITICAL, NOW)))
                .isEqualTo(Refusal.NOT_HIDEABLE);
        assertThat(refusal(request, Alarms.manhole("m", Severity.CRITICAL, NOW)))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "SUPPRESS, WO-1, 604800000,",
        "SUPPRESS, WO-1, 604800001, INCOMPLETE",
        "SUPPRESS, WO-1, , INCOMPLETE",
        "SUPPRESS, , 3600000, WORK_ORDER_MISSING",
        "SUPPRESS, ' ', 3600000, WORK_ORDER_MISSING",
        "OUT_OF_SERVICE, WO-1, ,",
        "OUT_OF_SERVICE, , , WORK_ORDER_MISSING"
    })
    void criticalGasIsPutAsideUnderAWorkOrderOnly(Verb verb, String workOrder, Long forMs, Refusal expected) {
        AlarmAction request = new AlarmAction(
                "g~gas-leak",
                "g",
                verb,
                NOW,
                "operator/wang",
                "renewal",
                forMs == null ? null : (Long) (NOW + forMs),
                workOrder);

        assertThat(refusal(request, Alarms.gas("g", Severity.CRITICAL, NOW))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"SUPPRESS", "OUT_OF_SERVICE", "COMMENT"})
    void whatNeedsWordsIsRefusedWithoutThem(Verb verb) {
        assertThat(refusal(action(verb, " ", NOW + HOUR_MS), Alarms.manhole("m", Severity.HIGH, NOW)))
                .isEqualTo(Refusal.INCOMPLETE);
    }

    @Test
    void reasonIsBounded() {
        AlarmAction request = action(Verb.ACKNOWLEDGE, "x".repeat(ActionCheck.MAX_REASON + 1), null);

        assertThat(refusal(request, Alarms.gas("g", Severity.HIGH, NOW))).isEqualTo(Refusal.INCOMPLETE);
    }

    @Test
    void whatTheRuleGuardsIsRefusedWhateverItsKind() {
        AlarmAction shelve = action(Verb.SHELVE, "smell test", NOW + HOUR_MS);
        RuleTimeline<RulesInForce> changed = new RuleTimeline<>(rules -> rules);
        changed.add(new RuleChange(0, NOW - 1, "manhole-tilt", GUARDED_TILT, false));

        assertThat(refusal(shelve, Alarms.manhole("m", Severity.HIGH, NOW), STANDARD))
                .isNull();
        assertThat(refusal(shelve, Alarms.manhole("m", Severity.HIGH, NOW), changed.at(NOW)))
                .isEqualTo(Refusal.NOT_HIDEABLE);
    }

    @Test
    void anAlarmOfSeveralDevicesIsNotSuppressed() {
        Alarm flood = Alarms.silence("group.district.410811", FacilityKind.PARKING, "410811", NOW);

        assertThat(refusal(action(Verb.SUPPRESS, "storm", NOW + HOUR_MS), flood))
                .isEqualTo(Refusal.NOT_OF_A_DEVICE);
        assertThat(refusal(action(Verb.SHELVE, "storm", NOW + HOUR_MS), flood)).isNull();
    }

    private static Guards standard() {
        RuleTimeline<RulesInForce> timeline = new RuleTimeline<>(rules -> rules);
        return timeline.after(RuleTimeline.BEFORE_ALL);
    }

    private static AlarmAction action(Verb verb, String reason, Long until) {
        return new AlarmAction("m~manhole-tilt", "m", verb, NOW, "operator/wang", reason, until);
    }

    private static String words(AlarmAction action, Alarm alarm) {
        return catchThrowableOfType(ActionRefusedException.class, () -> ActionCheck.check(action, alarm, STANDARD))
                .getMessage();
    }

    private static Refusal refusal(AlarmAction action, Alarm alarm) {
        return refusal(action, alarm, STANDARD);
    }

    private static Refusal refusal(AlarmAction action, Alarm alarm, Guards guards) {
        ActionRefusedException refused =
                catchThrowableOfType(ActionRefusedException.class, () -> ActionCheck.check(action, alarm, guards));
        return refused == null ? null : refused.refusal();
    }
}
