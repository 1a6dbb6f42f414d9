package io.citywatch.outward.delivery;

import io.citywatch.outward.receiver.Receiver;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** How things stand with a receiver, for people and meters. One thread writes, any number read. */
public final class Standing {
    private final Receiver receiver;
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong parked = new AtomicLong();
    private volatile State state = State.STARTING;
    private volatile @Nullable String problem;
    private volatile long lastTaken;
    private volatile long waitingSince;

    Standing(Receiver receiver) {
        this.receiver = receiver;
    }

    /** How things are with a receiver. */
    public enum State {
        STARTING("starting"),
        /** All that happened was delivered, or is being delivered. */
        UP("up"),
        /** It does not answer, or asks for patience. */
        AWAY("away"),
        /** It refuses everything; messages are held. */
        REFUSING("refusing"),
        /** The log can't be read. */
        LOG_AWAY("logAway");

        private final String text;

        State(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    public Receiver receiver() {
        return receiver;
    }

    public State state() {
        return state;
    }

    /** What was last in the way; null when nothing is. */
    public @Nullable String problem() {
        return problem;
    }

    /** How many transitions it has taken since this process began. */
    public long delivered() {
        return delivered.get();
    }

    /** How many it could not use since this process began. */
    public long parked() {
        return parked.get();
    }

    /** When it last took something, in milliseconds since 1970 UTC; 0 when it has not. */
    public long lastTaken() {
        return lastTaken;
    }

    /** When the oldest transition happened that waits for it, in milliseconds since 1970 UTC; 0 when none waits. */
    public long waitingSince() {
        return waitingSince;
    }

    void is(State state, @Nullable String problem) {
        this.state = state;
        this.problem = problem;
    }

    void taken(int count, long now) {
        delivered.addAndGet(count);
        lastTaken = now;
    }

    void parked(int count) {
        parked.addAndGet(count);
    }

    void waitsSince(long t) {
        waitingSince = t;
    }
}
