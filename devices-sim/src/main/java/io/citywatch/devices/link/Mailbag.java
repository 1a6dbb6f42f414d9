package io.citywatch.devices.link;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a concentrator that the platform has not acknowledged: those that wait, and those in flight, with their
 * counts. Not thread-safe.
 */
final class Mailbag {
    private final Outbox waiting;
    private final Set<Letter> inFlight = new LinkedHashSet<>();
    private final TrafficCounts counts;

    Mailbag(int maxReadings, TrafficCounts counts) {
        this.waiting = new Outbox(maxReadings);
        this.counts = counts;
    }

    void add(OutgoingMessage message) {
        counts.count(Traffic.SAID);
        counts.count(Traffic.DROPPED, waiting.add(message));
    }

    /** Puts messages that were acknowledged before in front of all that wait. */
    void sayAgain(List<OutgoingMessage> messages) {
        counts.count(Traffic.SAID, messages.size());
        counts.count(Traffic.DROPPED, waiting.putBack(messages));
    }

    /** Takes the next message for sending; null when there is none, or so many are in flight. */
    @Nullable
    Letter next(int window) {
        OutgoingMessage message = inFlight.size() < window ? waiting.poll() : null;
        if (message == null) {
            return null;
        }
        Letter letter = new Letter(message);
        inFlight.add(letter);
        return letter;
    }

    /** The letter could not be sent, and is the first to be sent the next time. */
    void unsent(Letter letter) {
        if (inFlight.remove(letter)) {
            counts.count(Traffic.DROPPED, waiting.putBack(List.of(letter.message)));
        }
    }

    /** The platform answered; false when the letter is no longer in flight, because it will be sent again. */
    boolean answered(Letter letter, boolean accepted) {
        if (!inFlight.remove(letter)) {
            return false;
        }
        counts.count(accepted ? Traffic.ACKNOWLEDGED : Traffic.REFUSED);
        return true;
    }

    /** No answer will come any more: what is in flight waits again, before everything else. */
    void connectionEnded() {
        List<OutgoingMessage> unanswered = new ArrayList<>(inFlight.size());
        inFlight.forEach(letter -> unanswered.add(letter.message));
        inFlight.clear();
        counts.count(Traffic.DROPPED, waiting.putBack(unanswered));
    }

    int waiting() {
        return waiting.size();
    }

    int importantWaiting() {
        return waiting.important();
    }

    int inFlight() {
        return inFlight.size();
    }

    /** One sending of a message; two are never equal. */
    static final class Letter {
        private final OutgoingMessage message;

        private Letter(OutgoingMessage message) {
            this.message = message;
        }

        OutgoingMessage message() {
            return message;
        }
    }
}
