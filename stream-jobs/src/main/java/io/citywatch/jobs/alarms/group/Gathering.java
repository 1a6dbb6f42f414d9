package io.citywatch.jobs.alarms.group;

import java.time.Duration;

/** How long what becomes known of groups is gathered before it is judged, and the seconds at which that is done. */
final class Gathering {
    /** Longer than what is in flight between gateway and log, and short of what an operator notices. */
    static final Duration TIME = Duration.ofSeconds(2);

    private static final long SECOND = 1000;

    private Gathering() {}

    /** When what was found at that time is judged, if the log has come to that time. */
    static long due(long t) {
        return wholeSecond(t + TIME.toMillis());
    }

    /** The first whole second that is not before that time. */
    static long wholeSecond(long t) {
        return Math.floorDiv(t + SECOND - 1, SECOND) * SECOND;
    }
}
