package io.citywatch.console.action;

import io.citywatch.console.action.ActionRefusedException.Refusal;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.alarm.Transition;
import io.citywatch.telemetry.facility.FacilityKind;
import java.time.Duration;
import java.time.Instant;

/** Which action makes sense for which alarm. The alarm job has the last word; these spare the operator a vain wait. */
final class ActionRules {
    /** ISA-18.2 practice: whoever comes on shift tomorrow is to find it again. */
    static final Duration MAX_SHELVING = Duration.ofHours(24);

    static final int MAX_REASON = 256;

    private ActionRules() {}

    /**
     * Checks an action against the alarm as it is known.
     *
     * @param now the present time, in milliseconds since 1970 UTC
     * @throws ActionRefusedException when the action makes no sense
     */
    static void check(ActionRequest request, Alarm alarm, long now) throws ActionRefusedException {
        if (request.reason() != null && request.reason().length() > MAX_REASON) {
            throw new ActionRefusedException(
                    Refusal.INCOMPLETE, "The reason is longer than " + MAX_REASON + " characters.");
        }
        switch (request.verb()) {
            case ACKNOWLEDGE -> checkAcknowledge(alarm);
            case SHELVE -> checkShelve(request, alarm, now);
            case UNSHELVE -> checkUnshelve(alarm);
        }
    }

    private static void checkAcknowledge(Alarm alarm) throws ActionRefusedException {
        switch (alarm.state()) {
            case UNACK, RTNUN -> {}
            case ACKED ->
                throw new ActionRefusedException(
                        Refusal.ALREADY_ACKNOWLEDGED, "The alarm is acknowledged already" + byWhom(alarm) + ".");
            case NORM ->
                throw new ActionRefusedException(Refusal.OVER, "The alarm is over; there is nothing to acknowledge.");
            case SHELVED, SUPPRESSED, OUT_OF_SERVICE ->
                throw new ActionRefusedException(
                        Refusal.PUT_ASIDE, "The alarm is put aside (" + alarm.state() + ") and can't be acknowledged.");
        }
    }

    private static void checkShelve(ActionRequest request, Alarm alarm, long now) throws ActionRefusedException {
        if (request.reason() == null || request.reason().isBlank()) {
            throw new ActionRefusedException(Refusal.INCOMPLETE, "Shelving needs a reason.");
        }
        Long until = request.until();
        if (until == null) {
            throw new ActionRefusedException(Refusal.INCOMPLETE, "Shelving needs an end: minutes, or until as a time.");
        }
        if (until <= now || until > now + MAX_SHELVING.toMillis()) {
            throw new ActionRefusedException(
                    Refusal.INCOMPLETE,
                    "An alarm can be shelved for up to " + MAX_SHELVING.toHours() + " hours from now.");
        }
        if (alarm.severity() == Severity.CRITICAL && alarm.source().kind() == FacilityKind.GAS) {
            throw new ActionRefusedException(Refusal.CRITICAL_GAS, "A critical gas alarm is never shelved.");
        }
        switch (alarm.state()) {
            case UNACK, ACKED, RTNUN, NORM -> {}
            case SHELVED, SUPPRESSED, OUT_OF_SERVICE ->
                throw new ActionRefusedException(
                        Refusal.PUT_ASIDE, "The alarm is put aside already (" + alarm.state() + ").");
        }
    }

    private static void checkUnshelve(Alarm alarm) throws ActionRefusedException {
        if (alarm.state() != AlarmState.SHELVED) {
            throw new ActionRefusedException(Refusal.NOT_SHELVED, "The alarm is not shelved.");
        }
    }

    private static String byWhom(Alarm alarm) {
        for (int i = alarm.history().size() - 1; i >= 0; i--) {
            Transition transition = alarm.history().get(i);
            if (transition.by() != null) {
                return " by " + transition.by() + " at " + Instant.ofEpochMilli(transition.t());
            }
        }
        return "";
    }
}
