package io.citywatch.jobs.alarms.device;

import io.citywatch.jobs.alarms.detect.Detector;
import io.citywatch.jobs.alarms.lifecycle.LiveAlarm;
import io.citywatch.telemetry.alarm.Alarm;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When an alarm for which another stands, and one that stands for others, asks the group whether that is still so: once an hour, those of one
 * parent within a minute, so that the group hears of all of them together.
 *
 * <p>Which alarm stands for which is known to operators behind the devices. One that has lost what it knew would say nothing any more, and
 * what it had folded would stay hidden until it is over, behind an alarm that never ends or has ended.
 */
final class RollCall {
    /** So long, at most, an alarm stays hidden for which none stands. */
    static final Duration EACH = Duration.ofHours(1);

    private static final Duration SPREAD = Duration.ofMinutes(1);

    private RollCall() {}

    /** When that alarm asks next after that time, in milliseconds since 1970 UTC; null when there is nothing to ask. */
    static @Nullable Long next(LiveAlarm alarm, long after) {
        Alarm is = alarm.alarm();
        String parent = is.handling().parent();
        boolean isOver = after > Detector.NEVER - EACH.toMillis();
        if (!is.active() || isOver || (parent == null && is.handling().members() == null)) {
            return null;
        }
        long turn = Math.floorMod((long) (parent == null ? is.id() : parent).hashCode(), EACH.toMillis())
                + Math.floorMod((long) is.id().hashCode(), SPREAD.toMillis());
        return after + EACH.toMillis() - Math.floorMod(after - turn, EACH.toMillis());
    }

    /** Whether the alarm asks at one of the times between those two, both included. */
    static boolean isDue(LiveAlarm alarm, long from, long until) {
        Long next = next(alarm, from - 1);
        return next != null && next <= until;
    }
}
