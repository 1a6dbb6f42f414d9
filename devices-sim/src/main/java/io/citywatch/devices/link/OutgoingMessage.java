package io.citywatch.devices.link;

import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;

/**
 * A message on its way to the platform.
 *
 * @param from the device
 * @param channel the channel it goes to
 * @param t the device's own time, in milliseconds since 1970 UTC
 * @param payload the payload; not copied
 * @param important whether it must not be dropped
 */
public record OutgoingMessage(DeviceAddress from, Channel channel, long t, byte[] payload, boolean important) {}
