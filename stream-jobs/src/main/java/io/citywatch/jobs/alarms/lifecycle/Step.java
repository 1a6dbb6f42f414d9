package io.citywatch.jobs.alarms.lifecycle;

import io.citywatch.telemetry.alarm.lifecycle.Cause;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happens to an alarm.
 *
 * @param cause what
 * @param t when, in milliseconds since 1970 UTC, as recorded in the log
 * @param by who did it; null where the condition itself changed
 * @param reason the words given with it
 * @param value what was measured, in the unit of the rule's metric
 */
public record Step(Cause cause, long t, @Nullable String by, @Nullable String reason, @Nullable Double value) {
    /** A step that the condition itself takes. */
    public static Step ofCondition(Cause cause, long t, @Nullable Double value) {
        return new Step(cause, t, null, null, value);
    }
}
