package io.citywatch.telemetry.alarm;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
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
 * @param reason why; shelving needs one
 * @param until when a shelving ends, in milliseconds since 1970 UTC
 */
public record AlarmAction(
        String alarm, String device, Verb action, long t, String by, @Nullable String reason, @Nullable Long until) {
    public AlarmAction {
        Objects.requireNonNull(alarm, "alarm");
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(by, "by");
    }

    /** What can be done to an alarm. */
    public enum Verb {
        ACKNOWLEDGE,
        SHELVE,
        UNSHELVE;

        /** The verb as it stands in paths and JSON. */
        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The verb of that text, or null when there is none. */
        public static @Nullable Verb ofText(String text) {
            for (Verb verb : values()) {
                if (verb.text().equals(text)) {
                    return verb;
                }
            }
            return null;
        }
    }
}
