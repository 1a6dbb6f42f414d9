package io.citywatch.ingest.session;

import io.citywatch.ingest.routing.Delivery;
import io.citywatch.ingest.routing.Subscriber;
import io.citywatch.ingest.routing.TopicFilter;
import io.citywatch.ingest.session.Acknowledgement.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The messages on their way to one client: those that wait, in order, and those that were sent and are not acknowledged
 * yet. Guarded by its {@link Session}'s lock.
 */
final class Outbox {
    private static final int MAX_PACKET_ID = 0xFFFF;

    private final ArrayDeque<Delivery> waiting = new ArrayDeque<>();
    /** How many of those that wait were kept for a subscription. */
    private int waitingKept;

    private final Map<Integer, Sent> unacknowledged = new LinkedHashMap<>();
    private final ArrayDeque<Integer> toRepeat = new ArrayDeque<>();
    /** How many messages the client was sent again on this connection and has not finished with. */
    private int repeated;

    private int lastPacketId;

    void add(Delivery delivery) {
        waiting.add(delivery);
        if (delivery.isKept()) {
            waitingKept++;
        }
    }

    /** How many new messages wait. */
    int waitingNew() {
        return waiting.size() - waitingKept;
    }

    int unacknowledged() {
        return unacknowledged.size();
    }

    /** What is sent next, if the client may be sent anything now. */
    @Nullable
    Outgoing next(int window, long nowMillis) {
        while (!toRepeat.isEmpty()) {
            int packetId = toRepeat.element();
            Sent sent = unacknowledged.get(packetId);
            if (sent != null && !sent.received && repeated >= window) {
                return null;
            }
            toRepeat.remove();
            if (sent != null) {
                return again(sent, packetId);
            }
        }
        while (true) {
            Delivery head = waiting.peek();
            if (head == null || (head.qos() > 0 && unacknowledged.size() >= window)) {
                return null;
            }
            waiting.remove();
            if (head.isKept()) {
                waitingKept--;
            }
            if (head.publication().isExpired(nowMillis)) {
                continue;
            }
            if (head.qos() == 0) {
                return new Outgoing.Message(head, 0, false);
            }
            int packetId = freePacketId();
            unacknowledged.put(packetId, new Sent(head));
            return new Outgoing.Message(head, packetId, false);
        }
    }

    /** A PUBREL is not counted against what the client takes at a time, a message is (MQTT 5, 4.9). */
    private Outgoing again(Sent sent, int packetId) {
        if (sent.received) {
            return new Outgoing.Release(packetId);
        }
        sent.isRepeated = true;
        repeated++;
        return new Outgoing.Message(sent.delivery, packetId, true);
    }

    /**
     * After a reconnect all that is not acknowledged is sent again, in its first order (MQTT 5, 4.4), and no faster than the
     * client takes it now.
     */
    void repeatUnacknowledged() {
        toRepeat.clear();
        toRepeat.addAll(unacknowledged.keySet());
        repeated = 0;
        unacknowledged.values().forEach(sent -> sent.isRepeated = false);
    }

    /** Forgets messages that wait and that a session without a connection does not keep. */
    void dropQosZero(Subscriber owner) {
        drop(delivery -> delivery.qos() == 0, owner);
    }

    /** Forgets messages that wait and that were kept for that subscription. */
    void dropKept(TopicFilter filter, Subscriber owner) {
        if (waitingKept > 0) {
            drop(delivery -> delivery.isKept() && filter.equals(delivery.via()), owner);
        }
    }

    private void drop(Predicate<Delivery> which, Subscriber owner) {
        waiting.removeIf(delivery -> {
            if (!which.test(delivery)) {
                return false;
            }
            if (delivery.isKept()) {
                waitingKept--;
            }
            delivery.droppedBy(owner);
            return true;
        });
    }

    /** Notes what the client says of a message; it leaves with {@link #finish}. */
    Outcome acknowledge(Acknowledgement said, int packetId) {
        Sent sent = unacknowledged.get(packetId);
        if (sent == null) {
            return Outcome.UNKNOWN_IDENTIFIER;
        }
        if (!said.isDue(sent.delivery.qos(), sent.received)) {
            return Outcome.OUT_OF_PLACE;
        }
        if (said == Acknowledgement.PUBREC) {
            sent.received = true;
        }
        return Outcome.TAKEN;
    }

    /** Nothing more is due for a message; gives it, or null when there was none of that identifier. */
    @Nullable
    Delivery finish(int packetId) {
        Sent sent = unacknowledged.remove(packetId);
        if (sent == null) {
            return null;
        }
        if (sent.isRepeated) {
            repeated--;
        }
        return sent.delivery;
    }

    /** What the client does not get when the session ends now, in its order. */
    List<Delivery> undelivered() {
        List<Delivery> undelivered = new ArrayList<>();
        for (Sent sent : unacknowledged.values()) {
            if (!sent.received) {
                undelivered.add(sent.delivery);
            }
        }
        undelivered.addAll(waiting);
        return undelivered;
    }

    /** There always is one: the window is smaller than the number of identifiers. */
    private int freePacketId() {
        do {
            lastPacketId = lastPacketId == MAX_PACKET_ID ? 1 : lastPacketId + 1;
        } while (unacknowledged.containsKey(lastPacketId));
        return lastPacketId;
    }

    private static final class Sent {
        private final Delivery delivery;
        /** Whether the client has sent its PUBREC, and a PUBREL is due instead of the message. */
        private boolean received;
        /** Whether it was sent again on this connection. */
        private boolean isRepeated;

        Sent(Delivery delivery) {
            this.delivery = delivery;
        }
    }
}
