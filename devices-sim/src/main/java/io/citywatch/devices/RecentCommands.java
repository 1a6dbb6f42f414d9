package io.citywatch.devices;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells a command that reaches several concentrators of a district at the same time from one that is given again because no
 * answer came. Thread-safe.
 */
final class RecentCommands {
    private static final long SAME_NANOS = Duration.ofSeconds(2).toNanos();
    /** A whole district may be told something at once. */
    private static final int MAX_REMEMBERED = 10_000;

    private final Map<String, Long> heardNanos = new LinkedHashMap<>();

    /** Whether the command was not heard during the last two seconds; from now on it was. */
    synchronized boolean isNew(String command, long nowNanos) {
        heardNanos.values().removeIf(heard -> nowNanos - heard > SAME_NANOS);
        if (heardNanos.containsKey(command)) {
            return false;
        }
        if (heardNanos.size() < MAX_REMEMBERED) {
            heardNanos.put(command, nowNanos);
        }
        return true;
    }
}
