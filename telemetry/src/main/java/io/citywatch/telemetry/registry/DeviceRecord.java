package io.citywatch.telemetry.registry;

import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.time.Duration;

/**
 * A device and its newest birth.
 *
 * @param address the device
 * @param birth its newest certificate of installation
 */
public record DeviceRecord(DeviceAddress address, Birth birth) {
    /**
     * So long a device that was decommissioned stands in the register after it was heard last: longer than the log keeps messages,
     * so that none that is still to be read finds it forgotten.
     */
    public static final Duration KEPT = Duration.ofDays(30);
}
