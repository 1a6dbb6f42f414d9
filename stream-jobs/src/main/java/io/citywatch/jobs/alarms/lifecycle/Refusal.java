package io.citywatch.jobs.alarms.lifecycle;

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
    /** It is suppressed by design or out of service, and shelving would hide that. */
    NOT_IN_SERVICE("the alarm is suppressed or out of service"),
    REASON_MISSING("shelving needs a reason"),
    UNTIL_OUT_OF_RANGE("shelving needs an end, at most 24 hours ahead"),
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
