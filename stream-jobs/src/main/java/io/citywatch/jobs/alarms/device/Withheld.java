package io.citywatch.jobs.alarms.device;

import io.citywatch.jobs.alarms.detect.Detector;
import io.citywatch.jobs.alarms.detect.Finding;
import org.jspecify.annotations.Nullable;

/**
 * A condition that holds at a device, and of which it is not yet known whether its alarm is raised for itself or another
 * stands for it, or whether it means anything at all.
 *
 * @param rule whose condition it is
 * @param asset the asset that the device served
 * @param present what was found
 * @param until when it is raised for itself unless something else is said before, in milliseconds since 1970 UTC;
 *     {@link Detector#NEVER} when somebody has to say so
 */
public record Withheld(String rule, @Nullable String asset, Finding.Present present, long until) {
    /** One that means something only if the neighbours say so. */
    static Withheld untilNeighboursSpeak(String rule, @Nullable String asset, Finding.Present present) {
        return new Withheld(rule, asset, present, Detector.NEVER);
    }

    boolean awaitsNeighbours() {
        return until == Detector.NEVER;
    }
}
