package io.citywatch.devices.link;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before the next attempt: a quarter of a second at first, twice as long after each failure, ten seconds at
 * most, and shortened by up to a half at random, so that many do not come back at the same moment. Not thread-safe.
 */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final DoubleSupplier random;
    private Duration next = FIRST;

    /** A backoff whose shortening is drawn from numbers from 0 to 1. */
    Backoff(DoubleSupplier random) {
        this.random = random;
    }

    Duration afterFailure() {
        double share = 1 - 0.5 * random.getAsDouble();
        Duration wait = Duration.ofNanos(Math.round(next.toNanos() * share));
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return wait;
    }

    void succeeded() {
        next = FIRST;
    }
}
