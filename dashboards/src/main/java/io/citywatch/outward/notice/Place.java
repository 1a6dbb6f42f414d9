package io.citywatch.outward.notice;

import io.citywatch.telemetry.registry.DeviceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Where an alarm is, as far as that is known.
 *
 * @param lat latitude in degrees, WGS-84
 * @param lon longitude in degrees, WGS-84
 * @param address the postal address or a description
 */
public record Place(@Nullable Double lat, @Nullable Double lon, @Nullable String address) {
    public static final Place UNKNOWN = new Place(null, null, null);

    /** The place of a device; unknown when the device is. */
    public static Place of(@Nullable DeviceRecord device) {
        if (device == null) {
            return UNKNOWN;
        }
        var place = device.birth().place();
        return new Place(place.lat(), place.lon(), place.address());
    }
}
