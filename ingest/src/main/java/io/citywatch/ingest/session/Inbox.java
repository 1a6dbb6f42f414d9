package io.citywatch.ingest.session;

import java.util.HashMap;
import java.util.Map;

/**
 * The packet identifiers of the QoS 2 messages that a client has begun to hand over: by them a message goes into the log
 * once, however often it is sent (MQTT 5, 4.3.3, method B). Guarded by its {@link Session}'s lock.
 */
final class Inbox {
    /** How far a message has come. */
    enum Stage {
        /** It is on its way into the log. */
        APPENDING,
        /** It is on its way, and the client has sent it again over a new connection and waits for its PUBREC there. */
        APPENDING_ASKED_AGAIN,
        /** The log has it; the client may release it. */
        STORED
    }

    private final Map<Integer, Stage> stages = new HashMap<>();

    Incoming arrive(int packetId) {
        Stage stage = stages.get(packetId);
        if (stage == null) {
            stages.put(packetId, Stage.APPENDING);
            return Incoming.NEW;
        }
        if (stage == Stage.STORED) {
            return Incoming.STORED_BEFORE;
        }
        stages.put(packetId, Stage.APPENDING_ASKED_AGAIN);
        return Incoming.UNDER_WAY;
    }

    /** The log has it; says whether the client has asked again since. */
    boolean stored(int packetId) {
        return stages.put(packetId, Stage.STORED) == Stage.APPENDING_ASKED_AGAIN;
    }

    /** The log has refused it: it may be sent anew. Says whether the client has asked again since. */
    boolean failed(int packetId) {
        return stages.remove(packetId) == Stage.APPENDING_ASKED_AGAIN;
    }

    /** The client releases the identifier; says whether it was in use. */
    boolean release(int packetId) {
        return stages.remove(packetId, Stage.STORED);
    }

    boolean contains(int packetId) {
        return stages.containsKey(packetId);
    }

    int size() {
        return stages.size();
    }
}
