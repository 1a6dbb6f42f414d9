package io.citywatch.ingest.admission;

import java.util.function.LongSupplier;

/** What one principal has sent, against what it may send. Thread-safe. */
public final class PublishRate {
    private final TokenBucket messages;
    private final TokenBucket bytes;
    private final LongSupplier nanoClock;

    PublishRate(PublishRates.Rate rate, int burstSeconds, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        long now = nanoClock.getAsLong();
        messages = new TokenBucket(rate.messages(), rate.messages() * burstSeconds, now);
        bytes = new TokenBucket(rate.bytes(), rate.bytes() * burstSeconds, now);
    }

    /** Counts one message; gives how long nothing more is to be read, in nanoseconds, mostly 0. */
    public long pauseNanosAfter(int payloadBytes) {
        long now = nanoClock.getAsLong();
        return Math.max(messages.take(1, now), bytes.take(payloadBytes, now));
    }
}
