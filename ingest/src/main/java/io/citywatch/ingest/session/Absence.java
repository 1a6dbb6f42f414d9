package io.citywatch.ingest.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * What is to happen to a session unless its client comes back. Guarded by the {@link Session}'s lock.
 *
 * <p>Whoever plans something for a client that has gone says how many connections it had had by then: if it has had another since,
 * there is nothing to plan.
 */
final class Absence {
    private int connections;
    private @Nullable Runnable heldWill;
    private List<Future<?>> timers = List.of();

    /** The client is here: nothing of what was planned happens. */
    void endsWithConnection() {
        connections++;
        heldWill = null;
        stopTimers();
    }

    /** How many connections the client has had. */
    int connections() {
        return connections;
    }

    /** Keeps a timer, which is stopped when the client comes back or the session ends. */
    void plan(Future<?> timer, int connectionsThen) {
        if (connections != connectionsThen) {
            timer.cancel(false);
            return;
        }
        timers = new ArrayList<>(timers);
        timers.add(timer);
    }

    /** Keeps a will until it is taken, or until the client comes back. */
    void hold(Runnable will, int connectionsThen) {
        if (connections == connectionsThen) {
            heldWill = will;
        }
    }

    /** Gives the will that is kept, once; null when there is none or the client has come back. */
    @Nullable
    Runnable takeWill(int connectionsThen) {
        if (connections != connectionsThen) {
            return null;
        }
        Runnable due = heldWill;
        heldWill = null;
        return due;
    }

    void stopTimers() {
        timers.forEach(timer -> timer.cancel(false));
        timers = List.of();
    }
}
