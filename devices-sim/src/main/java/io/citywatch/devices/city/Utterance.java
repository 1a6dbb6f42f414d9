package io.citywatch.devices.city;

import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;

/**
 * One thing that a device says.
 *
 * @param from the device
 * @param channel the channel on which it says it
 * @param message what it says
 * @param important whether it must not be dropped when there is too much to say: births, events, answers, and readings that
 *     belong to an incident
 */
public record Utterance(DeviceAddress from, Channel channel, DeviceMessage message, boolean important) {}
