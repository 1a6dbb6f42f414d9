package io.citywatch.jobs.alarms;

/**
 * How many timers one step of the log's time lets go off at once. When a tenth of a city falls silent in the same second, its
 * timers would keep every message of other devices waiting until the last of them is done; so each step has its first few done at
 * once and the others a little later, in groups, with messages between them. What they decide depends on the log's time and is the
 * same then. So it is when a rule changes that has alarms at as many devices.
 *
 * <p>Where they are done more slowly than their turns come, on a machine that is busy or whose JVM has still to compile, messages go first:
 * of each group no more are done than there were messages since the one before, if any, and the others wait for another turn. What a
 * message waits for is then about one timer for each that was there before it. The words that fold a flood are such messages, and of what
 * they have folded a timer finds nothing to do.
 *
 * <p>A job that catches up comes to the log's seconds faster than they were: then groups are larger, so that timers keep up with it.
 */
final class TimerBurst {
    /** Timers of a step that go off without a pause: a few milliseconds of work. */
    static final int AT_ONCE = 100;

    /** Timers of a group: a few milliseconds of work, whose alarms share a request to the log. */
    static final int TOGETHER = 100;
    /** Timers of a group where the log's time is behind the clock: there messages are late by more than such a group takes. */
    static final int TOGETHER_BEHIND = 1000;
    /** A job that is in time is some seconds behind at most. */
    static final long BEHIND_MILLIS = 10_000;
    /** From one group to the next. */
    static final long PAUSE_MILLIS = 5;

    /** A group that has its turn later than that shows that they are more than can be done; a clock may be asked a little late. */
    static final long LATE_MILLIS = 10;

    private long watermark = Long.MIN_VALUE;
    private int timers;
    /** When the newest group has its turn, and how many it has. */
    private long newest;

    private int inNewest;
    /** What the clock has shown last: it may be set back. */
    private long clock;
    /** The group whose turn it is, and how many of it may still be done. */
    private long present = Long.MIN_VALUE;

    private long allowed;
    private long messages;

    /** A message was heard. */
    void heard() {
        messages++;
    }

    /**
     * When one more timer of that step is to be looked at, in milliseconds of the wall clock.
     *
     * @param step the watermark that lets it go off
     * @param now the wall clock, in milliseconds
     * @return {@code now} when it is its turn; else a later time, however long those before it have taken
     */
    long turn(long step, long now) {
        if (step != watermark) {
            watermark = step;
            timers = 0;
        }
        if (timers < AT_ONCE) {
            timers++;
            return now;
        }
        return later(step, now);
    }

    /** The next turn after now that is to be had, behind all that are given away. */
    long later(long step, long now) {
        boolean isSetBack = now < clock;
        clock = now;
        if (newest <= now || isSetBack) {
            newest = now + PAUSE_MILLIS;
            inNewest = 0;
        } else if (inNewest >= (now - step > BEHIND_MILLIS ? TOGETHER_BEHIND : TOGETHER)) {
            newest += PAUSE_MILLIS;
            inNewest = 0;
        }
        inNewest++;
        return newest;
    }

    /** Whether one more timer of the group that had its turn at that time may be done now, before the next message. */
    boolean isAllowed(long time, long now) {
        if (time != present) {
            present = time;
            allowed = messages == 0 || now - time <= LATE_MILLIS ? Long.MAX_VALUE : messages;
            messages = 0;
        }
        return allowed-- > 0;
    }
}
