package io.citywatch.jobs.alarms.group;

import io.citywatch.telemetry.alarm.AlarmText;

/**
 * That an alarm is one of those of its rule and district for which one stands, or is no longer.
 *
 * @param parent the id of the alarm that stands for them
 * @param condition the condition of the member; its address is that of the alarm, wherever the device speaks now
 * @param active whether it is one of them; said again, it means nothing new
 * @param t when that was found, by the log's time, in milliseconds since 1970 UTC
 * @param simulated whether there is a program behind it and no device
 * @param text what the member's alarm means
 */
public record CollectiveNews(
        String parent, Condition condition, boolean active, long t, boolean simulated, AlarmText text)
        implements GroupNews {}
