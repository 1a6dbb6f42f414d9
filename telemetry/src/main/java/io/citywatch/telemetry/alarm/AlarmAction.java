package io.citywatch.telemetry.alarm;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that an operator or a rule does to an alarm.
 *
 * @param alarm the alarm's id
 * @param device the alarm's device, which is also the record's key
 * @param action what to do
 * @param t when it was done, in milliseconds since 1970 UTC
 * @param by who did it
 * @param reason why; what puts an alarm aside needs one, and a comment is one
 * @param until when a shelving or a suppression ends, in milliseconds since 1970 UTC
 * @param workOrder the work order under which it is done, if there is one
 * @param finding what a rule found out about several devices together; null where a person acts
 */
public record AlarmAction(
        String alarm,
        String device,
        Verb action,
        long t,
        String by,
        @Nullable String reason,
        @Nullable Long until,
        @Nullable String workOrder,
        @Nullable GroupFinding finding)
        implements Action {
    public AlarmAction {
        Objects.requireNonNull(alarm, "alarm");
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(by, "by");
    }

    /** A person's action. */
    public AlarmAction(
            String alarm,
            String device,
            Verb action,
            long t,
            String by,
            @Nullable String reason,
            @Nullable Long until,
            @Nullable String workOrder) {
        this(alarm, device, action, t, by, reason, until, workOrder, null);
    }

    /** An action without a work order. */
    public AlarmAction(
            String alarm,
            String device,
            Verb action,
            long t,
            String by,
            @Nullable String reason,
            @Nullable Long until) {
        this(alarm, device, action, t, by, reason, until, null, null);
    }

    /** What can be done to an alarm. */
    public enum Verb {
        /** Somebody has seen it. */
        ACKNOWLEDGE("acknowledge"),
        /** Puts it aside for a time, by the operator's own judgement. */
        SHELVE("shelve"),
        UNSHELVE("unshelve"),
        /** Suppresses all alarms of its device by design, for a time: work is done there. */
        SUPPRESS("suppress"),
        UNSUPPRESS("unsuppress"),
        /** Takes it out of service for maintenance, without an end. */
        OUT_OF_SERVICE("outOfService"),
        RETURN_TO_SERVICE("returnToService"),
        /** Lets go of a latched alarm that is over and acknowledged. */
        RESET("reset"),
        /** Says something, and changes nothing. */
        COMMENT("comment"),
        /** A rule's: it is raised for itself; or, where it stands for others, raised or counted anew. */
        RAISE("raise"),
        /** A rule's: it has become worse, since neighbours agree. */
        WORSEN("worsen"),
        /** A rule's: another alarm stands for it. */
        FOLD("fold"),
        /** A rule's: those that it stands for are over. */
        CLEAR("clear");

        private final String text;

        Verb(String text) {
            this.text = text;
        }

        /** The verb as it stands in paths and JSON. */
        @JsonValue
        public String text() {
            return text;
        }

        /** Whether it concerns all alarms of the device, whichever it names. */
        public boolean isOnDevice() {
            return this == SUPPRESS || this == UNSUPPRESS;
        }

        /** Whether only rules do it, and no person. */
        public boolean isOfRules() {
            return this == RAISE || this == WORSEN || this == FOLD || this == CLEAR;
        }

        /** The verb of that text, or null when there is none. */
        public static @Nullable Verb ofText(String text) {
            for (Verb verb : values()) {
                if (verb.text.equals(text)) {
                    return verb;
                }
            }
            return null;
        }
    }
}
