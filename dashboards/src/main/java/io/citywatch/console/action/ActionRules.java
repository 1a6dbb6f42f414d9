package io.citywatch.console.action;

import io.citywatch.console.action.ActionRefusedException.Refusal;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Transition;
import io.citywatch.telemetry.facility.FacilityKind;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which action makes sense for which alarm. The alarm job has the last word; these spare the operator a vain wait. */
final class ActionRules {
    /** ISA-18.2 practice: whoever comes on shift tomorrow is to find it again. */
    static final Duration MAX_SHELVING = Duration.ofHours(24);

    /** Work at a device is a matter of days; what takes longer is renewed, or out of service. */
    static final Duration MAX_SUPPRESSION = Duration.ofDays(7);

    static final int MAX_REASON = 256;
    static final int MAX_WORK_ORDER = 64;

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
        if (request.workOrder() != null && request.workOrder().length() > MAX_WORK_ORDER) {
            throw new ActionRefusedException(
                    Refusal.INCOMPLETE, "The work order is longer than " + MAX_WORK_ORDER + " characters.");
        }
        switch (request.verb()) {
            case ACKNOWLEDGE -> checkAcknowledge(alarm);
            case SHELVE -> checkShelve(request, alarm, now);
            case UNSHELVE -> checkIs(AlarmState.SHELVED, alarm, Refusal.NOT_SHELVED, "The alarm is not shelved.");
            case SUPPRESS -> checkSuppress(request, alarm, now);
            case UNSUPPRESS -> checkUnsuppress(alarm);
            case OUT_OF_SERVICE -> checkOutOfService(request, alarm);
            case RETURN_TO_SERVICE ->
                checkIs(
                        AlarmState.OUT_OF_SERVICE,
                        alarm,
                        Refusal.NOT_OUT_OF_SERVICE,
                        "The alarm is not out of service.");
            case RESET -> checkReset(alarm);
            case COMMENT -> checkReason(request, "A comment needs its text, as reason.");
            case RAISE, WORSEN, FOLD, CLEAR ->
                throw new IllegalArgumentException(
                        "only rules can " + request.verb().text());
        }
    }

    private static void checkAcknowledge(Alarm alarm) throws ActionRefusedException {
        switch (alarm.state()) {
            case UNACK, RTNUN -> {}
            case ACKED, LATCHED ->
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
        checkReason(request, "Shelving needs a reason.");
        checkEnd(request, now, MAX_SHELVING, "An alarm can be shelved for up to 24 hours from now");
        if (alarm.isCriticalGas()) {
            throw new ActionRefusedException(Refusal.CRITICAL_GAS, "A critical gas alarm is never shelved.");
        }
        if (alarm.state().isAside()) {
            throw putAside(alarm);
        }
    }

    private static void checkSuppress(ActionRequest request, Alarm alarm, long now) throws ActionRefusedException {
        checkReason(request, "Suppressing a device needs a reason.");
        checkEnd(request, now, MAX_SUPPRESSION, "A device can be suppressed for up to 7 days from now");
        checkWorkOrder(request, alarm);
        if (alarm.state() == AlarmState.SUPPRESSED || alarm.state() == AlarmState.OUT_OF_SERVICE) {
            throw putAside(alarm);
        }
    }

    private static void checkUnsuppress(Alarm alarm) throws ActionRefusedException {
        checkIs(AlarmState.SUPPRESSED, alarm, Refusal.NOT_SUPPRESSED, "The alarm is not suppressed.");
        if (alarm.handling().parent() != null) {
            throw new ActionRefusedException(
                    Refusal.NOT_SUPPRESSED,
                    "Nobody has suppressed it: the alarm " + alarm.handling().parent() + " stands for it.");
        }
    }

    private static void checkOutOfService(ActionRequest request, Alarm alarm) throws ActionRefusedException {
        checkReason(request, "Taking an alarm out of service needs a reason.");
        checkWorkOrder(request, alarm);
        if (alarm.state() == AlarmState.OUT_OF_SERVICE) {
            throw putAside(alarm);
        }
    }

    private static void checkReset(Alarm alarm) throws ActionRefusedException {
        switch (alarm.state()) {
            case LATCHED -> {}
            case UNACK, ACKED ->
                throw new ActionRefusedException(
                        Refusal.STILL_ACTIVE, "The condition still holds; what is not over can't be reset.");
            case RTNUN ->
                throw new ActionRefusedException(
                        Refusal.NOT_ACKNOWLEDGED, "The alarm has to be acknowledged before it is reset.");
            case NORM ->
                throw new ActionRefusedException(
                        Refusal.NOT_LATCHED, "The alarm is not latched; there is nothing to reset.");
            case SHELVED, SUPPRESSED, OUT_OF_SERVICE -> throw putAside(alarm);
        }
    }

    private static void checkReason(ActionRequest request, String otherwise) throws ActionRefusedException {
        if (isBlank(request.reason())) {
            throw new ActionRefusedException(Refusal.INCOMPLETE, otherwise);
        }
    }

    private static void checkEnd(ActionRequest request, long now, Duration longest, String rule)
            throws ActionRefusedException {
        Long until = request.until();
        if (until == null || until <= now || until > now + longest.toMillis()) {
            throw new ActionRefusedException(Refusal.INCOMPLETE, rule + "; give minutes, or until as a time.");
        }
    }

    private static void checkWorkOrder(ActionRequest request, Alarm alarm) throws ActionRefusedException {
        if (alarm.source().kind() == FacilityKind.GAS && isBlank(request.workOrder())) {
            throw new ActionRefusedException(
                    Refusal.WORK_ORDER_MISSING,
                    "A gas device is suppressed, or its alarm taken out of service, under a work order only.");
        }
    }

    private static void checkIs(AlarmState state, Alarm alarm, Refusal refusal, String otherwise)
            throws ActionRefusedException {
        if (alarm.state() != state) {
            throw new ActionRefusedException(refusal, otherwise);
        }
    }

    private static ActionRefusedException putAside(Alarm alarm) {
        return new ActionRefusedException(
                Refusal.PUT_ASIDE, "The alarm is put aside already (" + alarm.state() + ")" + byWhom(alarm) + ".");
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
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
