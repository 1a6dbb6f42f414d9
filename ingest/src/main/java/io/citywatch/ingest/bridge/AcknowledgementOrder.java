package io.citywatch.ingest.bridge;

import java.util.ArrayDeque;
import java.util.function.IntConsumer;

/**
 * The messages of one connection that are not acknowledged yet, in the order in which they came.
 *
 * <p>The log confirms in any order, since it has several partitions; MQTT wants acknowledgements in the order of the messages
 * (MQTT 5, 4.6). So a message that is done waits for those before it. Once the connection is over nothing more is
 * acknowledged: the broker will deliver all that is still open here again, under new packet identifiers.
 *
 * <p>Thread-safe. It acknowledges under its lock, on the thread that confirmed the message in front, so that has to be quick.
 */
final class AcknowledgementOrder {
    private final IntConsumer acknowledge;

    /** Guarded by this, and so are its entries. */
    private final ArrayDeque<Entry> open = new ArrayDeque<>();

    private boolean isOver;

    /**
     * The order of a connection that has just begun.
     *
     * @param acknowledge sends the acknowledgement of the message with that packet identifier
     */
    AcknowledgementOrder(IntConsumer acknowledge) {
        this.acknowledge = acknowledge;
    }

    /** Takes a message into the order. */
    synchronized Entry arrived(int packetId) {
        Entry entry = new Entry(packetId);
        if (!isOver) {
            open.add(entry);
        }
        return entry;
    }

    /** How many are open. */
    synchronized int size() {
        return open.size();
    }

    synchronized boolean isOver() {
        return isOver;
    }

    /** Acknowledges nothing from now on. */
    synchronized void end() {
        isOver = true;
        open.clear();
    }

    private synchronized void done(Entry entry) {
        entry.isDone = true;
        // Looked at each time: an acknowledgement that fails ends the order.
        while (!isOver && !open.isEmpty() && open.element().isDone) {
            acknowledge.accept(open.remove().packetId);
        }
    }

    /** One message. */
    final class Entry {
        private final int packetId;
        private boolean isDone;

        private Entry(int packetId) {
            this.packetId = packetId;
        }

        /** Nothing more is to be done with the message: it is acknowledged as soon as those before it are. */
        void done() {
            AcknowledgementOrder.this.done(this);
        }
    }
}
