package io.citywatch.jobs.alarms.detect;

import io.citywatch.telemetry.message.DeviceMessage;
import org.jspecify.annotations.Nullable;

/**
 * One message of a device, as detectors see it.
 *
 * @param message what the device said
 * @param effective when it was so, in milliseconds since 1970 UTC: the message's own time, but never after its arrival
 * @param arrival when it arrived, in milliseconds since 1970 UTC, never before an earlier message of the device
 * @param facts what the device's newest birth says; null when it was never born
 */
public record Observation(DeviceMessage message, long effective, long arrival, @Nullable DeviceFacts facts) {}
