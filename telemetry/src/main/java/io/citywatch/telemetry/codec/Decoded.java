package io.citywatch.telemetry.codec;

import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.rejected.Rejection;
import java.util.List;

/**
 * What a payload turned out to hold: all that can be used, and all that can't.
 *
 * @param messages what the device said, in the payload's order
 * @param rejections what was wrong; empty when all is well
 */
public record Decoded(List<DeviceMessage> messages, List<Rejection> rejections) {
    /** Whether a part, or all, could not be used. */
    public boolean isRejected() {
        return !rejections.isEmpty();
    }
}
