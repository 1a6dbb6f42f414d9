package io.citywatch.devices.link;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is waiting to be sent: important messages first, then readings, each in the order in which they were said.
 *
 * <p>Of readings there is a limit, beyond which the oldest is dropped. Not thread-safe.
 */
final class Outbox {
    private final int maxReadings;
    private final Deque<OutgoingMessage> important = new ArrayDeque<>();
    private final Deque<OutgoingMessage> readings = new ArrayDeque<>();

    Outbox(int maxReadings) {
        this.maxReadings = maxReadings;
    }

    /** Adds a message; gives how many were dropped for it. */
    int add(OutgoingMessage message) {
        queue(message).addLast(message);
        return dropOldest();
    }

    /** Puts messages that were taken out, and not acknowledged, back to where they were; gives how many were dropped. */
    int putBack(List<OutgoingMessage> messages) {
        List<OutgoingMessage> newestFirst = new ArrayList<>(messages);
        Collections.reverse(newestFirst);
        newestFirst.forEach(message -> queue(message).addFirst(message));
        return dropOldest();
    }

    /** Takes the next message out; null when there is none. */
    @Nullable
    OutgoingMessage poll() {
        OutgoingMessage first = important.pollFirst();
        return first != null ? first : readings.pollFirst();
    }

    int size() {
        return important.size() + readings.size();
    }

    int important() {
        return important.size();
    }

    private Deque<OutgoingMessage> queue(OutgoingMessage message) {
        return message.important() ? important : readings;
    }

    private int dropOldest() {
        int dropped = 0;
        while (readings.size() > maxReadings) {
            readings.removeFirst();
            dropped++;
        }
        return dropped;
    }
}
