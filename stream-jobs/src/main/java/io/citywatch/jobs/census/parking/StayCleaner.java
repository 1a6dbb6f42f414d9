package io.citywatch.jobs.census.parking;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes stays of what a bay's detector said, taken in order of time, and adds them up by the hour.
 *
 * <p>A heartbeat repeats the state and is nothing but a sign of life. What changes back within {@link #NOISE_MILLIS} was noise:
 * a magnetic field, a lorry beside the bay. Stays under {@link #SHORTEST_STAY_MILLIS} are no parking, and leave the bay vacant.
 * A detector that changes {@link #FLAPS} times within {@link #FLAP_MILLIS} is not believed until it has said the same for that
 * long. One that is not heard for its silence is not known any more. A stay over {@link #LONGEST_STAY_MILLIS} is a detector that
 * is stuck, or a wreck: it is no stay, and no time beyond that counts.
 *
 * <p>Everything follows from the samples alone. A stay whose arrival or departure was not seen is a stay, and has no length.
 * Used by one thread.
 */
final class StayCleaner {
    static final long NOISE_MILLIS = 10_000;
    static final long SHORTEST_STAY_MILLIS = 60_000;
    static final long LONGEST_STAY_MILLIS = 72 * Hours.HOUR_MILLIS;
    static final int FLAPS = 6;
    static final long FLAP_MILLIS = 600_000;

    private final long silenceMillis;
    private final Hours hours;
    private final Deque<Long> changes;
    private BayState state;
    private Standing.Span span;
    private long heard;
    private boolean said;
    private @Nullable Long pending;

    /**
     * A cleaner that goes on from there.
     *
     * @param silenceMillis how long a detector may be silent, in milliseconds
     * @param hours where the use is added
     */
    StayCleaner(Standing standing, long silenceMillis, Hours hours) {
        this.silenceMillis = silenceMillis;
        this.hours = hours;
        changes = new ArrayDeque<>(standing.changes());
        state = standing.state();
        span = standing.span();
        heard = standing.heard();
        said = standing.occupied();
        pending = standing.pending();
    }

    Standing standing() {
        return new Standing(state, span, heard, said, pending, List.copyOf(changes));
    }

    /** Takes the next sample. */
    void see(long t, boolean occupied) {
        pass(t);
        if (state == BayState.UNKNOWN) {
            become(BayState.of(occupied), t, false);
            changes.clear();
        } else if (occupied != said) {
            change(t, occupied);
        }
        said = occupied;
        heard = t;
    }

    /** Adds up everything until that time, which is not before the last sample's; the present state is left open. */
    BayState openAt(long t) {
        pass(t);
        if (state == BayState.VACANT) {
            hours.addTime(span.since(), t, false);
        } else if (state == BayState.OCCUPIED) {
            addTime(t);
        }
        return state;
    }

    private void change(long t, boolean occupied) {
        changes.addLast(t);
        if (changes.size() > FLAPS) {
            changes.removeFirst();
        }
        if (changes.size() == FLAPS && t - changes.getFirst() <= FLAP_MILLIS && state != BayState.FAULT) {
            end(t, Ending.NOT_BELIEVED);
            become(BayState.FAULT, t, false);
        } else if (state.isKnown()) {
            pending = BayState.of(occupied) == state ? null : Long.valueOf(t);
        }
    }

    /** Lets time pass: what has held is believed, and who is silent is forgotten. */
    private void pass(long t) {
        if (state == BayState.UNKNOWN) {
            return;
        }
        long silentFrom = heard + silenceMillis;
        long until = Math.min(t, silentFrom);
        if (pending != null && until - pending >= NOISE_MILLIS) {
            long began = pending;
            end(began, Ending.SEEN);
            become(state == BayState.VACANT ? BayState.OCCUPIED : BayState.VACANT, began, true);
        }
        if (state == BayState.FAULT && until - changes.getLast() >= FLAP_MILLIS) {
            become(BayState.of(said), changes.getLast() + FLAP_MILLIS, false);
        }
        if (t > silentFrom) {
            end(silentFrom, Ending.NOT_SEEN);
            become(BayState.UNKNOWN, silentFrom, false);
        }
    }

    private void become(BayState next, long t, boolean seen) {
        state = next;
        span = new Standing.Span(t, seen);
        pending = null;
    }

    private void end(long t, Ending ending) {
        if (state == BayState.VACANT) {
            hours.addTime(span.since(), t, false);
        } else if (state == BayState.OCCUPIED) {
            addTime(t);
            long length = t - span.since();
            if (length >= SHORTEST_STAY_MILLIS && length <= LONGEST_STAY_MILLIS && ending != Ending.NOT_BELIEVED) {
                hours.add(Hours.hour(t), Use.stay(length, span.known() && ending == Ending.SEEN));
            }
        }
    }

    /** Adds the time of the present stay until then. */
    private void addTime(long t) {
        long length = t - span.since();
        hours.addTime(
                span.since(), span.since() + Math.min(length, LONGEST_STAY_MILLIS), length >= SHORTEST_STAY_MILLIS);
    }

    /** How a state ends. */
    private enum Ending {
        SEEN,
        NOT_SEEN,
        NOT_BELIEVED
    }
}
