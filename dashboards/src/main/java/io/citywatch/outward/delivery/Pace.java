package io.citywatch.outward.delivery;

import java.util.ArrayDeque;
import java.util.Deque;

/** Keeps a receiver from getting more calls than it takes: so many in any sixty seconds. Not thread-safe. */
final class Pace {
    private static final long WINDOW_MILLIS = 60_000;

    private final int perMinute;
    private final Deque<Long> calls = new ArrayDeque<>();

    Pace(int perMinute) {
        this.perMinute = perMinute;
    }

    /** How many calls are free at that time, on a clock that never goes back. */
    int room(long nowMillis) {
        while (!calls.isEmpty() && nowMillis - calls.getFirst() >= WINDOW_MILLIS) {
            calls.removeFirst();
        }
        return perMinute - calls.size();
    }

    /** How long it takes until a call is free, in milliseconds. */
    long waitMillis(long nowMillis) {
        return room(nowMillis) > 0 ? 0 : WINDOW_MILLIS - (nowMillis - calls.getFirst());
    }

    /** A call is made. */
    void take(long nowMillis) {
        calls.addLast(nowMillis);
    }
}
