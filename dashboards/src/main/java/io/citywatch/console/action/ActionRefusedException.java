package io.citywatch.console.action;

import java.util.Locale;

/** An action that can't be taken; the message is a sentence for the operator. */
public final class ActionRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final Refusal refusal;

    ActionRefusedException(Refusal refusal, String message) {
        super(message);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }

    /** Why an action can't be taken. */
    public enum Refusal {
        /** There is no such alarm. */
        UNKNOWN_ALARM,
        /** Somebody has acknowledged it already. */
        ALREADY_ACKNOWLEDGED,
        /** The alarm is over. */
        OVER,
        /** It is put aside, by an operator or by design. */
        PUT_ASIDE,
        /** It is not shelved. */
        NOT_SHELVED,
        /** Its device is not suppressed. */
        NOT_SUPPRESSED,
        /** It is of several devices together, and only a device is suppressed. */
        NOT_OF_A_DEVICE,
        /** It is not out of service. */
        NOT_OUT_OF_SERVICE,
        /** It is not latched, so there is nothing to reset. */
        NOT_LATCHED,
        /** Its condition still holds. */
        STILL_ACTIVE,
        /** Nobody has acknowledged it yet. */
        NOT_ACKNOWLEDGED,
        /** It was raised anew or became worse before the action came through. */
        OVERTAKEN,
        /** Gas is suppressed or taken out of service under a work order only. */
        WORK_ORDER_MISSING,
        /** By its rule an alarm as bad as this is never shelved. */
        NOT_HIDEABLE,
        /** A reason or a time is missing, or is out of its range. */
        INCOMPLETE,
        /** The log does not take it. */
        LOG_AWAY;

        /** The refusal as it stands in a problem's type. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
