package io.citywatch.telemetry.alarm;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the alarms ask of operators now, by the figures of ISA-18.2.
 *
 * @param scope a district's six-digit code, or {@value #CITY}
 * @param t the time that they hold for, in milliseconds since 1970 UTC
 * @param load how many alarms call
 * @param open what waits for somebody
 * @param chattering the ids of alarms that have called three times within 60 s in the last ten minutes
 * @param stale the ids of alarms that have been active for more than 24 hours, the oldest first
 * @param priorities how many calls of the last 24 hours were critical, high, medium and low
 * @param top who called most in the last 24 hours
 */
public record AlarmFigures(
        String scope,
        long t,
        Load load,
        Open open,
        List<String> chattering,
        List<String> stale,
        Priorities priorities,
        Top top) {
    /** The scope of the whole city. */
    public static final String CITY = "city";
    /** So many names stand in a list at most. */
    public static final int MAX_LISTED = 10;

    public AlarmFigures {
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(load, "load");
        Objects.requireNonNull(open, "open");
        Objects.requireNonNull(priorities, "priorities");
        Objects.requireNonNull(top, "top");
        chattering = List.copyOf(chattering);
        stale = List.copyOf(stale);
    }

    /**
     * How many alarms call for attention.
     *
     * @param rate in the last ten minutes
     * @param peak the highest rate of the last 24 hours
     * @param day in the last 24 hours
     * @param floodSince since when it is a flood: it begins above ten in ten minutes and ends below five; null: it is none
     */
    public record Load(int rate, int peak, int day, @Nullable Long floodSince) {}

    /**
     * What waits for somebody.
     *
     * @param standing alarms that stand
     * @param unacknowledged those of them that nobody has seen
     * @param oldest since when the oldest of these waits, in milliseconds since 1970 UTC; null when none does
     */
    public record Open(int standing, int unacknowledged, @Nullable Long oldest) {}

    /** Calls by severity. */
    public record Priorities(int critical, int high, int medium, int low) {}

    /**
     * Who called most, at most {@value #MAX_LISTED} each.
     *
     * @param rules by rule
     * @param devices by device
     */
    public record Top(List<Count> rules, List<Count> devices) {
        public Top {
            rules = List.copyOf(rules);
            devices = List.copyOf(devices);
        }
    }

    /** How often something of that name called. */
    public record Count(String name, int count) {}
}
