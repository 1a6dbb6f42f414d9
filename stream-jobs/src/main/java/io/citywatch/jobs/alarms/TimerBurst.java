package io.citywatch.jobs.alarms;

import java.time.Duration;

/**
 * How many timers one step of the log's time lets go off at once. When a tenth of a city falls silent in the same second, its
 * timers would keep every message of other devices waiting until the last of them is done; so each step has its first few done at
 * once and the others a little later, in groups, with messages between them. What they decide depends on the log's time and is the
 * same then. So it is when a rule changes that has alarms at as many devices.
 */
final class TimerBurst {
    /** Timers that go off without a pause: a few milliseconds of work. */
    static final int AT_ONCE = 200;

    static final Duration PAUSE = Duration.ofMillis(10);

    private long watermark = Long.MIN_VALUE;
    private long begun;
    private int timers;

    /**
     * When one more timer of that step is to be looked at, in milliseconds of the wall clock.
     *
     * @param step the watermark that lets it go off
     * @param now the wall clock, in milliseconds
     * @return at most {@code now} when it is its turn
     */
    long turn(long step, long now) {
        if (step != watermark) {
            watermark = step;
            begun = now;
            timers = 0;
        }
        return begun + timers++ / AT_ONCE * PAUSE.toMillis();
    }
}
