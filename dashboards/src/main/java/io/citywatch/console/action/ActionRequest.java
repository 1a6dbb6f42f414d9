package io.citywatch.console.action;

import io.citywatch.telemetry.alarm.AlarmAction.Verb;
import org.jspecify.annotations.Nullable;

/**
 * What an operator asks for.
 *
 * @param alarm the alarm's id
 * @param verb what to do
 * @param by who asks
 * @param reason why, in the operator's words
 * @param until when a shelving or a suppression is to end, in milliseconds since 1970 UTC
 * @param workOrder the work order under which it is done, if there is one
 * @param version the version of the alarm that the operator saw; null: whatever the console knows
 */
public record ActionRequest(
        String alarm,
        Verb verb,
        String by,
        @Nullable String reason,
        @Nullable Long until,
        @Nullable String workOrder,
        @Nullable Long version) {}
