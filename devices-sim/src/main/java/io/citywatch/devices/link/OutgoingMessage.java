package io.citywatch.devices.link;

import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;

/**
 * A message on its way to the platform.
 *
 * @param from the device
 * @param channel the channel it goes to
 * @param said what it says
 * @param important whether it must not be dropped
 */
public record OutgoingMessage(DeviceAddress from, Channel channel, DeviceMessage said, boolean important) {
    /** The device's own time, in milliseconds since 1970 UTC. */
    public long t() {
        return said.t();
    }
}
