package io.citywatch.console.view;

import io.citywatch.outward.notice.Devices;
import io.citywatch.telemetry.registry.DeviceRecord;
import org.jspecify.annotations.Nullable;

/**
 * The view of the devices, for those who tell the outside where alarms are.
 *
 * @param devices the devices
 * @param follower says whether the view has caught up with the log
 */
public record KnownDevices(DeviceView devices, LogFollower follower) implements Devices {
    @Override
    public @Nullable DeviceRecord get(String device) {
        return devices.get(device);
    }

    @Override
    public boolean isReady() {
        return follower.state() != LogFollower.LogState.CATCHING_UP;
    }
}
