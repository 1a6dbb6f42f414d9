package io.citywatch.jobs.influx;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Points that belong together, in line protocol: those of one message.
 *
 * @param lines the points, each a line that ends with a line feed
 * @param count how many there are
 * @param origin where they come from
 */
public record Points(String lines, int count, Origin origin) implements Serializable {

    /**
     * Where points come from, so that those which the server refuses can be shown to somebody.
     *
     * @param topic the MQTT topic, or the log's topic where they are no device's
     * @param key the key of the record in the log
     * @param arrival when the message arrived, in milliseconds since 1970 UTC
     * @param entry where the message stands; null where they are no message's
     */
    public record Origin(String topic, String key, long arrival, @Nullable Entry entry) implements Serializable {
        /** The origin of points that are no message's. */
        public Origin(String topic, String key, long arrival) {
            this(topic, key, arrival, null);
        }
    }

    /**
     * A message's place in the uplink, and in the books.
     *
     * @param partition the partition of the uplink in which it stands
     * @param offset its offset there
     * @param timestamp when it was taken in, in milliseconds since 1970 UTC
     * @param isBooked whether the books have it as stored; not when they have it as a duplicate or as rejected, and not when its
     *     points are written beside the books
     */
    public record Entry(int partition, long offset, long timestamp, boolean isBooked) implements Serializable {}
}
