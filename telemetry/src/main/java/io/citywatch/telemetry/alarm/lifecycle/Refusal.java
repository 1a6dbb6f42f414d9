package io.citywatch.telemetry.alarm.lifecycle;

/** Why an action was not carried out. */
public enum Refusal {
    /** No such alarm was ever raised. */
    UNKNOWN_ALARM("no such alarm"),
    /** There is nothing to acknowledge: it is not raised, or put aside. */
    NOT_STANDING("the alarm does not stand"),
    /** It was raised anew, or became worse, after the operator looked: what nobody has seen is not acknowledged. */
    OVERTAKEN("the alarm was raised anew or became worse since"),
    ALREADY_ACKNOWLEDGED("the alarm is acknowledged already"),
    ALREADY_SHELVED("the alarm is shelved already"),
    NOT_SHELVED("the alarm is not shelved"),
    /** It is suppressed by design or out of service, and another way of putting it aside would hide that. */
    NOT_IN_SERVICE("the alarm is suppressed or out of service"),
    ALREADY_SUPPRESSED("the device is suppressed already"),
    NOT_SUPPRESSED("the device is not suppressed"),
    /** It is of several devices together, and work is done at one. */
    NOT_OF_A_DEVICE("the alarm is of several devices, and only a device is suppressed"),
    ALREADY_OUT_OF_SERVICE("the alarm is out of service already"),
    NOT_OUT_OF_SERVICE("the alarm is not out of service"),
    /** What still holds is not reset. */
    STILL_ACTIVE("the condition still holds"),
    NOT_ACKNOWLEDGED("the alarm is not acknowledged yet"),
    NOT_LATCHED("the alarm is not latched"),
    REASON_MISSING("it needs a reason, or a comment its text"),
    /** A device that can raise what is never hidden by hand is put aside under a work order only. */
    WORK_ORDER_MISSING("it needs a work order"),
    UNTIL_OUT_OF_RANGE("it needs an end, at most 24 hours ahead for shelving and 7 days for suppression"),
    NOT_HIDEABLE("an alarm as bad as this is not shelved");

    private final String text;

    Refusal(String text) {
        this.text = text;
    }

    /** The reason, for people. */
    public String text() {
        return text;
    }
}
