package io.citywatch.devices.city;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Lets actors act in order of time, and those of the same time in the order in which they were added.
 *
 * <p>The order depends on nothing else, in particular not on the steps in which time is advanced. Not thread-safe.
 */
final class Timeline {
    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparingLong(Entry::atMicros).thenComparingLong(Entry::order));
    private long added;
    private long nowMicros;

    /** The time that has been reached. */
    long nowMicros() {
        return nowMicros;
    }

    void add(Actor actor) {
        enter(actor, added++);
    }

    /** To be called when an actor's time has changed without its acting. */
    void moved(Actor actor) {
        entries.stream().filter(entry -> entry.actor == actor).findFirst().ifPresent(entry -> {
            entries.remove(entry);
            enter(actor, entry.order);
        });
    }

    /** Lets everybody act whose time is not later than that. */
    void advanceTo(long targetMicros) {
        for (Entry next = entries.peek(); next != null && next.atMicros <= targetMicros; next = entries.peek()) {
            entries.remove();
            nowMicros = Math.max(nowMicros, next.atMicros);
            next.actor.act();
            enter(next.actor, next.order);
        }
        nowMicros = Math.max(nowMicros, targetMicros);
    }

    private void enter(Actor actor, long order) {
        long atMicros = actor.nextMicros();
        if (atMicros != Actor.NEVER) {
            entries.add(new Entry(actor, atMicros, order));
        }
    }

    private record Entry(Actor actor, long atMicros, long order) {}
}
