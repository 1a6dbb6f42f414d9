package io.citywatch.jobs.alarms.group;

/**
 * That an alarm is folded.
 *
 * @param flood the name of the flood's group
 * @param onset the onset of the alarm's episode, in milliseconds since 1970 UTC
 */
public record FloodMember(String flood, long onset) {}
