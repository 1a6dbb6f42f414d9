package io.citywatch.ingest.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The last retained message of each topic. Guarded by the {@link Router}'s lock. */
final class RetainedMessages {
    private final Map<String, Publication> byTopic = new HashMap<>();

    /** Keeps the message in place of the topic's last one; an empty one only removes that. */
    void put(Publication publication) {
        if (publication.payload().length == 0) {
            byTopic.remove(publication.topic());
        } else {
            byTopic.put(publication.topic(), publication);
        }
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
