package io.citywatch.standalone.rejected;

import io.citywatch.telemetry.rejected.RejectedMessage;
import io.citywatch.telemetry.topic.LogTopics;

/**
 * A dead letter.
 *
 * @param id its number: its offset in the log
 * @param key whose it is: the device, or who published where that is no device's
 * @param message what could not be used
 */
public record Letter(long id, String key, RejectedMessage message) {
    /** Whether it is a message that was published; else it is a record of one of the log's own topics. */
    boolean isMessage() {
        return !message.topic().equals(LogTopics.RULES) && !message.topic().equals(LogTopics.ALARM_ACTIONS);
    }
}
