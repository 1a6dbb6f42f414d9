package io.citywatch.outward.notice;

import io.citywatch.telemetry.registry.DeviceRecord;
import org.jspecify.annotations.Nullable;

/** Knows where devices are. Thread-safe. */
@FunctionalInterface
public interface Devices {
    /** Nothing is known. */
    Devices UNKNOWN = device -> null;

    /** The device's newest birth, or null when none is known. */
    @Nullable
    DeviceRecord get(String device);

    /** Whether all that can be known is known. */
    default boolean isReady() {
        return true;
    }
}
