package io.citywatch.standalone.rejected;

import io.citywatch.telemetry.rejected.RejectReason;
import io.citywatch.telemetry.rejected.RejectedMessage;

/**
 * A dead letter.
 *
 * @param id its number: its offset in the log
 * @param key whose it is: the device, or who published where that is no device's
 * @param message what could not be used
 */
public record Letter(long id, String key, RejectedMessage message) {
    /** Whether its payload is the points that the store refused, and not what was said. */
    public boolean hasPoints() {
        return message.rejections().stream().anyMatch(each -> each.reason() == RejectReason.REFUSED_BY_STORE);
    }
}
