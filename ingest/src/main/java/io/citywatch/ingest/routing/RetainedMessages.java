package io.citywatch.ingest.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last retained message of each topic. Guarded by the {@link Router}'s lock. */
final class RetainedMessages {
    /** What the objects of a message take besides its topic and its payload. */
    private static final int OVERHEAD_BYTES = 256;
    /** The same for each of its properties. */
    private static final int PROPERTY_OVERHEAD_BYTES = 128;
    /** What all the properties of a message hold, at most: a packet has no more room than this beside the payload. */
    private static final int PROPERTIES_BYTES = 4096;

    private final Map<String, Publication> byTopic = new HashMap<>();
    private final long roomBytes;
    private long bytes;

    /**
     * Nothing yet.
     *
     * @param roomBytes how much they may take together before there is no room for what can be refused
     */
    RetainedMessages(long roomBytes) {
        this.roomBytes = roomBytes;
    }

    /** Whether the message can be kept within the bound; one that takes no more than what it replaces always can. */
    boolean hasRoomFor(Publication publication) {
        long more = bytesOf(publication) - bytesOf(byTopic.get(publication.topic()));
        return publication.payload().length == 0 || more <= 0 || bytes + more <= roomBytes;
    }

    /** Keeps the message in place of the topic's last one; an empty one only removes that. */
    void put(Publication publication) {
        Publication before;
        if (publication.payload().length == 0) {
            before = byTopic.remove(publication.topic());
        } else {
            before = byTopic.put(publication.topic(), publication);
            bytes += bytesOf(publication);
        }
        bytes -= bytesOf(before);
    }

    private static long bytesOf(@Nullable Publication publication) {
        if (publication == null) {
            return 0;
        }
        int properties = publication.life().properties().listAll().size();
        return OVERHEAD_BYTES
                + publication.topic().length()
                + publication.payload().length
                + (properties == 0 ? 0L : PROPERTIES_BYTES + (long) PROPERTY_OVERHEAD_BYTES * properties);
    }

    List<Publication> matching(TopicFilter filter, long nowMillis) {
        List<Publication> found = new ArrayList<>();
        if (filter.hasWildcard()) {
            for (Publication publication : byTopic.values()) {
                if (filter.matches(publication.topic()) && !publication.isExpired(nowMillis)) {
                    found.add(publication);
                }
            }
        } else {
            Publication publication = byTopic.get(filter.text());
            if (publication != null && !publication.isExpired(nowMillis)) {
                found.add(publication);
            }
        }
        return found;
    }

    int size() {
        return byTopic.size();
    }
}
