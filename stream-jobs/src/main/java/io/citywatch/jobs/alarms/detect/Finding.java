package io.citywatch.jobs.alarms.detect;

import io.citywatch.telemetry.alarm.Alarm.Evidence;
import io.citywatch.telemetry.alarm.Severity;
import org.jspecify.annotations.Nullable;

/** What a detector says when its condition has changed. */
public sealed interface Finding {

    /**
     * The condition holds from now on, or has become worse.
     *
     * @param severity how bad it is
     * @param onset when it began at the device, in milliseconds since 1970 UTC
     * @param evidence what was measured
     */
    record Present(Severity severity, long onset, Evidence evidence) implements Finding {}

    /**
     * The condition is over.
     *
     * @param value what was measured, in the unit of the rule's metric, if that showed it
     */
    record Over(@Nullable Double value) implements Finding {}
}
