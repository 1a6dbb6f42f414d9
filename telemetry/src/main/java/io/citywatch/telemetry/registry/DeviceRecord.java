package io.citywatch.telemetry.registry;

import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.topic.DeviceAddress;

/**
 * A device and its newest birth.
 *
 * @param address the device
 * @param birth its newest certificate of installation
 */
public record DeviceRecord(DeviceAddress address, Birth birth) {}
