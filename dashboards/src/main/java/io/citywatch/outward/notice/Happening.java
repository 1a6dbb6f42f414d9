package io.citywatch.outward.notice;

import io.citywatch.telemetry.alarm.Transition;
import org.jspecify.annotations.Nullable;

/** What a transition of an alarm means to somebody outside the operations centre. */
public enum Happening {
    /** It holds and stands: it was raised, or came back from being put aside. */
    RAISED("raised"),
    /** It has become more severe. */
    WORSENED("worsened"),
    /** Nobody acknowledged it in time, and it still holds. */
    ESCALATED("escalated"),
    /** Its condition is over. */
    CLEARED("cleared"),
    ACKNOWLEDGED("acknowledged"),
    /** It stood and was shelved, suppressed or taken out of service. */
    PUT_ASIDE("putAside"),
    /**
     * Anything else: a comment, what happens to an alarm that is put aside, or that nobody has acknowledged one that is over,
     * about which nothing is to be done outside. Nobody outside is told.
     */
    NOTED("noted");

    private final String text;

    Happening(String text) {
        this.text = text;
    }

    /** The happening as it stands in the receivers' file and in messages. */
    public String text() {
        return text;
    }

    /** What that transition means. */
    public static Happening of(Transition step) {
        boolean heldBefore = step.from().isHeld();
        boolean holds = step.to().isHeld();
        switch (step.cause()) {
            case "worsen" -> {
                return step.to().stands() ? WORSENED : NOTED;
            }
            case "escalate" -> {
                return holds ? ESCALATED : NOTED;
            }
            case "acknowledge" -> {
                return ACKNOWLEDGED;
            }
            default -> {
                // The states say it, whoever brought it about.
            }
        }
        if (holds && !heldBefore) {
            return RAISED;
        }
        if (heldBefore && !holds) {
            return step.to().isAside() ? PUT_ASIDE : CLEARED;
        }
        return step.from().stands() && step.to().isAside() ? PUT_ASIDE : NOTED;
    }

    /** Whether it ends what the outside was told. */
    public boolean isEnd() {
        return this == CLEARED || this == PUT_ASIDE;
    }

    /** The happening of that text that somebody can be told of, or null when there is none. */
    public static @Nullable Happening ofText(String text) {
        for (Happening happening : values()) {
            if (happening != NOTED && happening.text.equals(text)) {
                return happening;
            }
        }
        return null;
    }
}
