package io.citywatch.devices.city;

/** A crew that is on its way to a home whose valve has not closed, and closes it by hand. */
final class Crew implements Actor {
    private static final long ON_ITS_WAY_MICROS = 3 * 60 * 1_000_000L;

    private final Work work;
    private long arrivesMicros;

    Crew(long calledMicros, Work work) {
        this.work = work;
        arrivesMicros = calledMicros + ON_ITS_WAY_MICROS;
    }

    /** What a crew does when it is there. */
    interface Work {
        void at(long micros);
    }

    @Override
    public long nextMicros() {
        return arrivesMicros;
    }

    @Override
    public void act() {
        long now = arrivesMicros;
        arrivesMicros = NEVER;
        work.at(now);
    }
}
