package io.citywatch.jobs.uplink;

import io.citywatch.telemetry.topic.UplinkTopic;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which uplink topic stands behind which bytes, so that the topic of a device that speaks often is parsed once.
 *
 * <p>Each topic has one place, which it shares with those of the same hash; the newest keeps it. So the cache never grows,
 * needs no order of use, and costs an array access and a comparison of bytes. Not thread-safe.
 */
final class TopicCache {
    private static final int HASH_FACTOR = 0x9E3779B9;

    private final @Nullable Entry[] entries;
    private final int shift;

    /**
     * A cache of that many places.
     *
     * @param places a power of two, at least 2
     */
    TopicCache(int places) {
        if (places < 2 || Integer.bitCount(places) != 1) {
            throw new IllegalArgumentException(places + " places are not a power of two");
        }
        entries = new Entry[places];
        shift = Integer.SIZE - Integer.numberOfTrailingZeros(places);
    }

    /** The topic that is written with those bytes in UTF-8, or null when it is no uplink topic. */
    @Nullable
    UplinkTopic topic(byte[] bytes) {
        int place = Arrays.hashCode(bytes) * HASH_FACTOR >>> shift;
        Entry entry = entries[place];
        if (entry != null && Arrays.equals(entry.bytes, bytes)) {
            return entry.topic;
        }
        UplinkTopic topic = UplinkTopic.parse(new String(bytes, StandardCharsets.UTF_8));
        if (topic != null) {
            entries[place] = new Entry(bytes, topic);
        }
        return topic;
    }

    private record Entry(byte[] bytes, UplinkTopic topic) {}
}
