package io.citywatch.jobs.uplink;

import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.rejected.RejectedMessage;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a device said with one MQTT message.
 *
 * <p>If it is {@linkplain #isNews news}, it is a sign of life even where nothing of it could be used, or where the job does not look into its channel and the
 * messages are empty for that reason.
 *
 * @param address who said it
 * @param channel on which of the device's topics
 * @param arrival when it arrived at the gateway, in milliseconds since 1970 UTC
 * @param concentrator the user name of the concentrator that spoke for it; null when it spoke for itself
 * @param ownTimes what the times are worth that the device gave
 * @param messages what of it can be used, in the payload's order
 * @param rejected the message with what was wrong in it; null when all is well, or when the job does not keep rejections
 */
public record DeviceUplink(
        DeviceAddress address,
        Channel channel,
        long arrival,
        @Nullable String concentrator,
        OwnTimes ownTimes,
        List<DeviceMessage> messages,
        @Nullable RejectedMessage rejected)
        implements Uplink {
    /** Whether the device was heard when this arrived; not when it is an old message that is sent through again. */
    public boolean isNews() {
        return ownTimes != OwnTimes.FORMER;
    }

    /** Whether that has no time of its own, and so that of the arrival; what was measured in that very millisecond looks the same. */
    public boolean isOfArrival(DeviceMessage message) {
        return message.t() == arrival;
    }

    /** Whether it has readings that are of the time of arrival. */
    public boolean hasReadingsOfArrival() {
        for (DeviceMessage message : messages) {
            if (message instanceof Reading && isOfArrival(message)) {
                return true;
            }
        }
        return false;
    }

    /** What a device said for itself. */
    public DeviceUplink(
            DeviceAddress address,
            Channel channel,
            long arrival,
            List<DeviceMessage> messages,
            @Nullable RejectedMessage rejected) {
        this(address, channel, arrival, null, OwnTimes.POSSIBLE, messages, rejected);
    }
}
