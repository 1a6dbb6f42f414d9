package io.citywatch.telemetry.alarm;

import java.util.List;

/**
 * The alarms for which another stands.
 *
 * @param t when they were counted, in milliseconds since 1970 UTC
 * @param count how many have been folded into it in this episode
 * @param active for how many of them the condition holds
 * @param alarms the ids of the first of them, at most {@value #MAX_LISTED}; all of them name it as their parent
 */
public record AlarmMembers(long t, int count, int active, List<String> alarms) {
    /** So many members an alarm carries with it: enough to see what they have in common. */
    public static final int MAX_LISTED = 20;

    public AlarmMembers {
        alarms = List.copyOf(alarms);
        if (alarms.size() > MAX_LISTED) {
            throw new IllegalArgumentException(alarms.size() + " members where at most " + MAX_LISTED + " are listed");
        }
    }
}
