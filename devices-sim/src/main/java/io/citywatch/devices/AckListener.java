package io.citywatch.devices;

import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;

/** Learns of every message that the platform acknowledged. Called on the connections' threads: it must be quick. */
@FunctionalInterface
public interface AckListener {
    /** Nobody wants to know. */
    AckListener NOBODY = (from, channel, t) -> {};

    /**
     * The platform has a message.
     *
     * @param from the device
     * @param channel the channel it went to
     * @param t the device's time of the message, in milliseconds since 1970 UTC; with the device it tells the message
     */
    void acknowledged(DeviceAddress from, Channel channel, long t);
}
