package io.citywatch.jobs.alarms.group;

import org.jspecify.annotations.Nullable;

/**
 * What is known of the value of one member of a group. Immutable.
 *
 * @param since when it began, at the device, in milliseconds since 1970 UTC
 * @param stuckSince when it was found to have stayed the same for too long, while nobody has been told, by the log's time, in milliseconds
 *     since 1970 UTC; null when it has not, or somebody has
 */
public record Neighbour(long since, @Nullable Long stuckSince) {}
