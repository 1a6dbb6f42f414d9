package io.citywatch.jobs.alarms.group;

import io.citywatch.telemetry.message.Birth;
import org.jspecify.annotations.Nullable;

/**
 * That a condition whose alarm may be folded began or ended.
 *
 * @param condition the condition
 * @param active whether it began; else it ended, or became too bad to be folded
 * @param t when that was found, by the log's time, in milliseconds since 1970 UTC
 * @param concentrator the user name of the concentrator that speaks for the device, if there is one
 * @param neighbours what the device is part of
 * @param simulated whether there is a program behind it and no device
 */
public record FoldNews(
        Condition condition,
        boolean active,
        long t,
        @Nullable String concentrator,
        Birth.Neighbours neighbours,
        boolean simulated) {}
