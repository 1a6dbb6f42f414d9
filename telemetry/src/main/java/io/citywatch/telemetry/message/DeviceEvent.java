package io.citywatch.telemetry.message;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened at a device.
 *
 * @param t when, in milliseconds since 1970 UTC
 * @param type what
 * @param value the value that belongs to it, in the unit of the device's chief metric, if there is one
 * @param text the device's own words, at most 256 characters, if it sent any
 */
public record DeviceEvent(long t, EventType type, @Nullable Double value, @Nullable String text)
        implements DeviceMessage {}
