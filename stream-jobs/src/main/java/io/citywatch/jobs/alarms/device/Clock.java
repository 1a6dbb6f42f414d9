package io.citywatch.jobs.alarms.device;

import io.citywatch.jobs.alarms.detect.Silence;
import io.citywatch.jobs.alarms.rule.Rule;
import org.jspecify.annotations.Nullable;

/**
 * The clock that an alarm goes by: all its steps, those of operators and those of time too, are taken in the order of that
 * clock, so that a replay takes them in the same order.
 */
public enum Clock {
    /** The arrival of the device's messages. */
    ARRIVAL,
    /** The watermark: what only it makes certain is judged by it alone. */
    WATERMARK;

    /** The clock of that rule's alarms. */
    static Clock of(@Nullable Rule rule) {
        return rule != null && rule.detector() instanceof Silence ? WATERMARK : ARRIVAL;
    }
}
