package io.citywatch.console.action;

import io.citywatch.telemetry.alarm.Alarm;

/**
 * What has come of an action.
 *
 * @param alarm the alarm as it is now
 * @param done whether the alarm shows the action; else it is in the log and the alarm job has not answered yet
 */
public record ActionOutcome(Alarm alarm, boolean done) {}
