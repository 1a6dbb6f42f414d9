package io.citywatch.ingest.admission;

import java.util.function.LongSupplier;

/**
 * How many log-ins there are a second. When a district's power is back everybody comes at once; those who can't wait
 * (sirens, devices in alarm) are let in first: a fifth of the bucket is kept for them. Thread-safe.
 */
public final class ConnectRate {
    private static final double RESERVE_FOR_URGENT = 0.2;

    private final TokenBucket tokens;
    private final LongSupplier nanoClock;

    /**
     * A rate that starts with all of its burst.
     *
     * @param perSecond log-ins a second
     * @param burst log-ins at once
     */
    public ConnectRate(long perSecond, long burst, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        tokens = new TokenBucket(perSecond, burst, nanoClock.getAsLong());
    }

    /** Whether one more may log in now. */
    public boolean admits(boolean urgent) {
        return tokens.tryTake(urgent ? 0 : RESERVE_FOR_URGENT, nanoClock.getAsLong());
    }
}
