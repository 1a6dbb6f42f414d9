package io.citywatch.telemetry.alarm.lifecycle;

import io.citywatch.telemetry.alarm.AlarmAction;

/** What can happen to an alarm. */
public enum Cause {
    /** The condition begins to hold. */
    RAISE("raise"),
    /** The condition holds and has become worse: a further call for attention. */
    WORSEN("worsen"),
    /** The condition is over. */
    CLEAR("clear"),
    /** The device is told to do something about it. */
    COMMAND("command"),
    /** The device would have been told to do something, but an interlock keeps that back. */
    WITHHELD("withheld"),
    /** What the device was told is done, or is not, by its own answer or by what it measures. */
    ANSWER("answer"),
    /** The device was told to do something and has not answered in time. */
    NO_ANSWER("noAnswer"),
    /** Nobody has acknowledged it in time: those above are told. */
    ESCALATE("escalate"),
    /** Another alarm stands for it from now on. */
    FOLD("fold"),
    /** It stands for itself again. */
    UNFOLD("unfold"),
    /** An operator has seen it. */
    ACKNOWLEDGE("acknowledge"),
    /** An operator lets go of a latched alarm. */
    RESET("reset"),
    /** Somebody says something about it. */
    COMMENT("comment"),
    /** An operator puts it aside. */
    SHELVE("shelve"),
    /** It is taken off the shelf: by an operator, because its time is over, or because it has become too bad to be there. */
    UNSHELVE("unshelve"),
    /** The work at its device begins. */
    SUPPRESS("suppress"),
    /** The work at its device is over. */
    UNSUPPRESS("unsuppress"),
    /** It is taken out of service. */
    OUT_OF_SERVICE("outOfService"),
    /** It is put back into service. */
    RETURN_TO_SERVICE("returnToService");

    private final String text;

    Cause(String text) {
        this.text = text;
    }

    /** The cause as it stands in an alarm's history. */
    public String text() {
        return text;
    }

    /** Whether a cause of that text is a command, or what came of one. */
    public static boolean isOfCommand(String text) {
        return text.equals(COMMAND.text)
                || text.equals(WITHHELD.text)
                || text.equals(ANSWER.text)
                || text.equals(NO_ANSWER.text);
    }

    /** The cause that an action is. */
    public static Cause of(AlarmAction.Verb verb) {
        return switch (verb) {
            case ACKNOWLEDGE -> ACKNOWLEDGE;
            case SHELVE -> SHELVE;
            case UNSHELVE -> UNSHELVE;
            case SUPPRESS -> SUPPRESS;
            case UNSUPPRESS -> UNSUPPRESS;
            case OUT_OF_SERVICE -> OUT_OF_SERVICE;
            case RETURN_TO_SERVICE -> RETURN_TO_SERVICE;
            case RESET -> RESET;
            case COMMENT -> COMMENT;
            case RAISE -> RAISE;
            case WORSEN -> WORSEN;
            case FOLD -> FOLD;
            case CLEAR -> CLEAR;
        };
    }
}
