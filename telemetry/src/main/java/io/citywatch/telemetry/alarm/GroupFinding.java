package io.citywatch.telemetry.alarm;

import org.jspecify.annotations.Nullable;

/**
 * What a rule found out about several devices together, as its action carries it to one of their alarms.
 *
 * @param onset the onset of the episode that is meant, in milliseconds since 1970 UTC: when that is over, it means nothing
 * @param severity how bad it is, where it says so
 * @param parent the id of the alarm that stands for this one, where it is folded
 * @param group what the alarm stands for, where it stands for others
 */
public record GroupFinding(
        long onset, @Nullable Severity severity, @Nullable String parent, @Nullable AlarmGroup group) {}
