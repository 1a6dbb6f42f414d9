package io.citywatch.console.action;

import io.citywatch.console.action.ActionRefusedException.Refusal;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Transition;
import io.citywatch.telemetry.alarm.lifecycle.ActionTerms;
import io.citywatch.telemetry.alarm.lifecycle.Guards;
import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Says beforehand, in words for the operator, what the alarm job would refuse, by the same {@link ActionTerms}. The job has the
 * last word; this spares a vain wait.
 */
final class ActionCheck {
    static final int MAX_REASON = 256;
    static final int MAX_WORK_ORDER = 64;

    private ActionCheck() {}

    /**
     * Checks an action against the alarm as it is known, and the rules as they hold.
     *
     * @throws ActionRefusedException when the job would refuse it
     */
    static void check(AlarmAction action, Alarm alarm, Guards guards) throws ActionRefusedException {
        checkLength("reason", action.reason(), MAX_REASON);
        checkLength("work order", action.workOrder(), MAX_WORK_ORDER);
        var refusal = ActionTerms.refusal(alarm, action, guards);
        if (refusal != null) {
            throw refused(refusal, action.action(), alarm);
        }
    }

    /** That the alarm has called anew since somebody saw it last, so that it is not what was looked at. */
    static ActionRefusedException overtaken() {
        return new ActionRefusedException(
                Refusal.OVERTAKEN, "The alarm was raised anew or became worse meanwhile. Please look again.");
    }

    private static ActionRefusedException refused(
            io.citywatch.telemetry.alarm.lifecycle.Refusal refusal, AlarmAction.Verb verb, Alarm alarm) {
        return switch (refusal) {
            case UNKNOWN_ALARM ->
                new ActionRefusedException(Refusal.UNKNOWN_ALARM, "There is no alarm " + alarm.id() + ".");
            case NOT_STANDING ->
                alarm.state() == AlarmState.NORM
                        ? new ActionRefusedException(Refusal.OVER, "The alarm is over.")
                        : putAside(alarm);
            case ALREADY_SHELVED, NOT_IN_SERVICE, ALREADY_SUPPRESSED, ALREADY_OUT_OF_SERVICE -> putAside(alarm);
            case OVERTAKEN -> overtaken();
            case ALREADY_ACKNOWLEDGED ->
                new ActionRefusedException(
                        Refusal.ALREADY_ACKNOWLEDGED,
                        "The alarm is acknowledged already" + byWhom(alarm, ActionCheck::isAcknowledgement) + ".");
            case NOT_SHELVED -> new ActionRefusedException(Refusal.NOT_SHELVED, "The alarm is not shelved.");
            case NOT_SUPPRESSED -> notSuppressed(alarm);
            case NOT_OF_A_DEVICE ->
                new ActionRefusedException(
                        Refusal.NOT_OF_A_DEVICE,
                        "The alarm is of several devices together; only a device is suppressed.");
            case NOT_OUT_OF_SERVICE ->
                new ActionRefusedException(Refusal.NOT_OUT_OF_SERVICE, "The alarm is not out of service.");
            case STILL_ACTIVE ->
                new ActionRefusedException(
                        Refusal.STILL_ACTIVE, "The condition still holds; what is not over can't be reset.");
            case NOT_ACKNOWLEDGED ->
                new ActionRefusedException(
                        Refusal.NOT_ACKNOWLEDGED, "The alarm has to be acknowledged before it is reset.");
            case NOT_LATCHED ->
                new ActionRefusedException(Refusal.NOT_LATCHED, "The alarm is not latched; there is nothing to reset.");
            case NOT_HIDEABLE ->
                new ActionRefusedException(
                        Refusal.NOT_HIDEABLE,
                        "By its rule an alarm that is " + alarm.severity().text() + " is never shelved.");
            case REASON_MISSING ->
                new ActionRefusedException(
                        Refusal.INCOMPLETE,
                        verb == AlarmAction.Verb.COMMENT
                                ? "A comment needs its text, as reason."
                                : "It needs a reason.");
            case UNTIL_OUT_OF_RANGE -> new ActionRefusedException(Refusal.INCOMPLETE, end(verb));
            case WORK_ORDER_MISSING ->
                new ActionRefusedException(
                        Refusal.WORK_ORDER_MISSING,
                        "A gas device is suppressed, or its alarm taken out of service, under a work order only.");
        };
    }

    private static ActionRefusedException notSuppressed(Alarm alarm) {
        String parent = alarm.handling().parent();
        return new ActionRefusedException(
                Refusal.NOT_SUPPRESSED,
                alarm.state() == AlarmState.SUPPRESSED && parent != null
                        ? "Nobody has suppressed it: the alarm " + parent + " stands for it."
                        : "The alarm is not suppressed.");
    }

    private static String end(AlarmAction.Verb verb) {
        String rule = verb == AlarmAction.Verb.SHELVE
                ? "An alarm can be shelved for up to " + ActionTerms.LONGEST_SHELVING.toHours() + " hours from now"
                : "A device can be suppressed for up to " + ActionTerms.LONGEST_SUPPRESSION.toDays() + " days from now";
        return rule + "; give minutes, or until as a time.";
    }

    private static void checkLength(String what, @Nullable String text, int longest) throws ActionRefusedException {
        if (text != null && text.length() > longest) {
            throw new ActionRefusedException(
                    Refusal.INCOMPLETE, "The " + what + " is longer than " + longest + " characters.");
        }
    }

    private static ActionRefusedException putAside(Alarm alarm) {
        return new ActionRefusedException(
                Refusal.PUT_ASIDE,
                "The alarm is put aside (" + alarm.state() + ")"
                        + byWhom(alarm, step -> step.to() == alarm.state() && step.from() != step.to()) + ".");
    }

    private static boolean isAcknowledgement(Transition step) {
        return step.cause().equals(AlarmAction.Verb.ACKNOWLEDGE.text());
    }

    /** Who took the newest such step, and when; what the platform has done since tells nothing of that. */
    private static String byWhom(Alarm alarm, Predicate<Transition> step) {
        return alarm.history().stream()
                .filter(step)
                .reduce((older, newer) -> newer)
                .filter(newest -> newest.by() != null)
                .map(newest -> " by " + newest.by() + " at " + Instant.ofEpochMilli(newest.t()))
                .orElse("");
    }
}
