package io.citywatch.jobs.census.parking;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a bay stands after the samples so far: what the {@link StayCleaner} has to know to go on.
 *
 * @param state its state
 * @param span since when, in milliseconds since 1970 UTC, and whether that is when it really began
 * @param heard when it was heard last, in milliseconds since 1970 UTC
 * @param occupied what it said then
 * @param pending when it began to say the opposite of its state, which is believed once it has held; null when it does not
 * @param changes when it changed what it says; the last ones, oldest first
 */
record Standing(BayState state, Span span, long heard, boolean occupied, @Nullable Long pending, List<Long> changes) {
    /** Before anything was heard. */
    static final Standing UNHEARD =
            new Standing(BayState.UNKNOWN, new Span(0, false), Long.MIN_VALUE, false, null, List.of());

    Standing {
        changes = List.copyOf(changes);
    }

    /**
     * The beginning of the present state.
     *
     * @param since when it began, or is accounted for from, in milliseconds since 1970 UTC
     * @param known whether the change was seen, and it did not begin at some time before
     */
    record Span(long since, boolean known) {}

    /** The same with a vacant time accounted for until then: unlike a stay, it is nothing as a whole. */
    Standing accountedUntil(long t) {
        if (state != BayState.VACANT) {
            return this;
        }
        long until = pending == null ? t : Math.min(t, pending);
        return new Standing(
                state, new Span(Math.max(span.since(), until), span.known()), heard, occupied, pending, changes);
    }
}
