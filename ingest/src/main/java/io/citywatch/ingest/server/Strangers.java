package io.citywatch.ingest.server;

import io.citywatch.ingest.connection.MqttConnection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The connections that have not logged in, in the order in which they came. Thread-safe. */
final class Strangers {
    private final Set<MqttConnection> connections = new LinkedHashSet<>();

    synchronized void add(MqttConnection connection) {
        connections.add(connection);
    }

    synchronized void remove(MqttConnection connection) {
        connections.remove(connection);
    }

    /** The one that came first, which is none of them any more; null when there is none. */
    synchronized @Nullable MqttConnection takeOldest() {
        Iterator<MqttConnection> inOrder = connections.iterator();
        if (!inOrder.hasNext()) {
            return null;
        }
        MqttConnection oldest = inOrder.next();
        inOrder.remove();
        return oldest;
    }
}
