package io.citywatch.devices.fleet;

import io.citywatch.telemetry.facility.FacilityKind;
import java.time.Duration;

/**
 * How many devices of one kind there are and how often each reports.
 *
 * @param kind the kind
 * @param devices how many there are at the beginning
 * @param room how many more may be installed while the simulation runs
 * @param reportInterval how often each reports
 */
public record KindPlan(FacilityKind kind, int devices, int room, Duration reportInterval) {
    /** The serial number in an asset's code has six digits. */
    private static final int MAX_DEVICES = 999_999;

    public KindPlan {
        if (devices < 0 || room < 0 || (long) devices + room > MAX_DEVICES) {
            throw new IllegalArgumentException(
                    kind.code() + ": " + devices + " devices and room for " + room + " are not 0 to " + MAX_DEVICES);
        }
        if (reportInterval.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException(
                    kind.code() + ": a report interval of " + reportInterval + " is too short");
        }
    }

    KindPlan every(Duration interval) {
        return new KindPlan(kind, devices, room, interval);
    }
}
