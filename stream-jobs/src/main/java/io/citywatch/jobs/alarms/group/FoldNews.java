package io.citywatch.jobs.alarms.group;

import io.citywatch.telemetry.message.Birth;
import org.jspecify.annotations.Nullable;

/**
 * That a condition whose alarm may be folded began or ended, or that its alarm is folded and asks whether it still is.
 *
 * @param condition the condition
 * @param what what became known of it
 * @param t when that was found, by the log's time, in milliseconds since 1970 UTC
 * @param concentrator the user name of the concentrator that speaks for the device, if there is one
 * @param neighbours what the device is part of
 * @param simulated whether there is a program behind it and no device
 */
public record FoldNews(
        Condition condition,
        What what,
        long t,
        @Nullable String concentrator,
        Birth.Neighbours neighbours,
        boolean simulated)
        implements GroupNews {

    /** What may become known; the order is that of the bytes in savepoints. */
    public enum What {
        /** It ended, or became too bad to be folded. */
        ENDED,
        /** It began. */
        BEGAN,
        /** Its alarm is folded, or stands for such as are, and asks whether that is still so: who stands for it may have been lost. */
        ASKS
    }

    @Override
    public boolean active() {
        return what != What.ENDED;
    }
}
