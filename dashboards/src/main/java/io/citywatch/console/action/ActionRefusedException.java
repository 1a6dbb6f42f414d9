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
        /** Critical gas alarms are never shelved. */
        CRITICAL_GAS,
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
