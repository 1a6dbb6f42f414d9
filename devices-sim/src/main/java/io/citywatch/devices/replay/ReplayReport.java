package io.citywatch.devices.replay;

import org.jspecify.annotations.Nullable;

/**
 * How far a replay has come.
 *
 * @param changes how many arrivals and departures there are
 * @param published how many were published
 * @param acknowledged how many the platform has
 * @param refused how many it refused
 * @param trouble why it goes no further, or null when all is well
 */
public record ReplayReport(int changes, long published, long acknowledged, long refused, @Nullable String trouble) {
    /** Whether the platform has every change. */
    public boolean isComplete() {
        return acknowledged == changes;
    }
}
