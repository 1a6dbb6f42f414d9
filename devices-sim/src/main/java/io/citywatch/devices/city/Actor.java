package io.citywatch.devices.city;

/** Something that acts at certain times. */
interface Actor {
    /** The time of one who will not act any more. */
    long NEVER = Long.MAX_VALUE;

    /** When it acts next, in microseconds since the simulation's beginning, or {@link #NEVER}. */
    long nextMicros();

    /** Acts, and with that moves its time on. */
    void act();
}
