package io.citywatch.ingest.bridge;

import java.time.Duration;

/**
 * How long to wait before the next connection: half a second at first, twice as long after each that did not last, 30 s at
 * most. Not thread-safe.
 *
 * <p>Only a connection that has lasted begins anew. Two bridges that use the same client id by mistake push each other out as
 * soon as they are connected; they are to do it seldom.
 */
final class Backoff {
    static final Duration FIRST = Duration.ofMillis(500);
    static final Duration LONGEST = Duration.ofSeconds(30);

    private Duration next = FIRST;

    /** The wait after a connection that has lasted that long; zero when there was none. */
    Duration after(Duration lasted) {
        if (lasted.compareTo(LONGEST) >= 0) {
            next = FIRST;
        }
        Duration wait = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return wait;
    }
}
