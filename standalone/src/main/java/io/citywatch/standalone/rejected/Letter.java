package io.citywatch.standalone.rejected;

import io.citywatch.telemetry.rejected.RejectedMessage;
import io.citywatch.telemetry.topic.LogTopics;
import io.citywatch.telemetry.topic.SparkplugTopic;

/**
 * A dead letter.
 *
 * @param id its number: its offset in the log
 * @param key whose it is: the device, or who published where that is no device's
 * @param message what could not be used
 */
public record Letter(long id, String key, RejectedMessage message) {
    /**
     * Whether it can be sent through again. A record of one of the log's own topics is no message; and what an edge node of
     * Sparkplug B said means something only in its place among all that it said: a birth or a death read again would end its
     * session, data would be read by the aliases of another.
     */
    boolean goesThroughAgain() {
        return !message.topic().equals(LogTopics.RULES)
                && !message.topic().equals(LogTopics.ALARM_ACTIONS)
                && !message.topic().startsWith(SparkplugTopic.ROOT);
    }
}
