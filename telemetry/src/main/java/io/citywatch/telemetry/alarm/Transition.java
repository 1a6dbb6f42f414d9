package io.citywatch.telemetry.alarm;

import org.jspecify.annotations.Nullable;

/**
 * One step in an alarm's history.
 *
 * @param t when, in milliseconds since 1970 UTC
 * @param from the state before
 * @param to the state after
 * @param severity the severity after
 * @param cause what brought it about: {@code raise}, {@code worsen}, {@code clear}, {@code escalate}, or
 *     the name of an action
 * @param by who did it; null where the condition itself changed
 * @param reason the words given with an action, if there were any
 * @param value the value that was measured, in the unit of the rule's metric, if the condition changed by one
 */
public record Transition(
        long t,
        AlarmState from,
        AlarmState to,
        Severity severity,
        String cause,
        @Nullable String by,
        @Nullable String reason,
        @Nullable Double value) {}
