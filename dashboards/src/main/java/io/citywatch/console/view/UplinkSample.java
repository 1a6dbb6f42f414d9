package io.citywatch.console.view;

import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.util.List;

/**
 * A glance at the end of the uplink.
 *
 * @param messagesPerSecond how many messages came in since the glance before
 * @param readings some of the newest readings, newest first
 */
public record UplinkSample(double messagesPerSecond, List<Sampled> readings) {
    public UplinkSample {
        readings = List.copyOf(readings);
    }

    /**
     * One reading.
     *
     * @param address the device
     * @param arrival when it arrived, in milliseconds since 1970 UTC
     * @param reading what was measured
     */
    public record Sampled(DeviceAddress address, long arrival, Reading reading) {}
}
