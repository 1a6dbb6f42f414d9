package io.citywatch.telemetry.alarm;

import io.citywatch.telemetry.facility.FacilityKind;
import org.jspecify.annotations.Nullable;

/**
 * Where an alarm comes from.
 *
 * @param device the device's name
 * @param asset the asset it serves; null when the device was never born
 * @param kind the kind of facility
 * @param district six-digit administrative code
 * @param simulated whether the device is simulated, and the alarm moves nothing in the city
 */
public record AlarmSource(
        String device, @Nullable String asset, FacilityKind kind, String district, boolean simulated) {
    /** An alarm of a real device. */
    public AlarmSource(String device, @Nullable String asset, FacilityKind kind, String district) {
        this(device, asset, kind, district, false);
    }
}
