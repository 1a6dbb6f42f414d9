package io.citywatch.jobs.historian.rollup;

import io.citywatch.jobs.runtime.JobArguments;
import io.citywatch.jobs.runtime.JobOption;
import java.io.Serializable;
import java.time.Duration;

/**
 * How readings are rolled up.
 *
 * @param pause how long the work rests after each round; what changes meanwhile is summed up once
 * @param minutesKept how long roll-ups of a minute are kept
 * @param hoursKept how long roll-ups of an hour are kept
 */
public record RollUpOptions(Duration pause, Duration minutesKept, Duration hoursKept) implements Serializable {
    /** Minutes for a week, hours for ten years. */
    public static final RollUpOptions DEFAULT =
            new RollUpOptions(Duration.ofMinutes(1), Duration.ofDays(7), Duration.ofDays(3650));

    public RollUpOptions {
        if (pause.toMillis() < 1 || minutesKept.toDays() < 1 || hoursKept.toDays() < 1) {
            throw new IllegalArgumentException("a pause is at least 1 ms, and roll-ups are kept for at least a day");
        }
    }

    /** The usual options but for what the command line says. */
    public static RollUpOptions of(JobArguments arguments) {
        return new RollUpOptions(
                arguments.millis(JobOption.ROLL_UP_PAUSE_MILLIS, DEFAULT.pause),
                Duration.ofDays(arguments.number(JobOption.ROLL_UP_MINUTES_DAYS, (int) DEFAULT.minutesKept.toDays())),
                Duration.ofDays(arguments.number(JobOption.ROLL_UP_HOURS_DAYS, (int) DEFAULT.hoursKept.toDays())));
    }

    /** Whether the roll-up of that span is kept at that time, in milliseconds since 1970 UTC. */
    boolean keeps(RollUpSpan span, long now) {
        return span.start()
                >= now - kept(span.width()).toMillis() + span.width().millis();
    }

    Duration kept(RollUpWidth width) {
        return width == RollUpWidth.MINUTE ? minutesKept : hoursKept;
    }
}
