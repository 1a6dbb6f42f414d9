package io.citywatch.ingest.connection;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that stand for topics on the way to one version 5 client (MQTT 5, 3.3.2.3.4). The first topics that are sent get
 * them and keep them for as long as the connection lasts: a subscriber mostly hears the same few topics again and again, and
 * one that hears thousands would gain nothing by numbers that change with each message.
 */
final class OutboundAliases {
    /** Enough for what one client follows closely; a client may allow 65,535 and make us remember them. */
    private static final int MOST = 64;
    /** A shorter topic takes no more room than the alias. */
    private static final int SHORTEST_TOPIC = 4;

    private final int capacity;
    private final Map<String, Integer> byTopic = new HashMap<>(0);

    OutboundAliases(int allowedByClient) {
        capacity = Math.min(allowedByClient, MOST);
    }

    /** The number that the client already knows for that topic, or null. */
    @Nullable
    Integer known(String topic) {
        return capacity == 0 ? null : byTopic.get(topic);
    }

    /** A number for a topic that is about to be sent with it for the first time, or null when it gets none. */
    @Nullable
    Integer learn(String topic) {
        if (byTopic.size() >= capacity || topic.length() < SHORTEST_TOPIC) {
            return null;
        }
        Integer alias = byTopic.size() + 1;
        byTopic.put(topic, alias);
        return alias;
    }
}
