package io.citywatch.jobs.census;

/**
 * How a device serves an asset.
 *
 * @param serves whether it serves this asset now, and not another one
 * @param alive whether it was heard of late
 * @param faulty whether it says of itself that it is broken
 * @param expired whether it is past its service life
 */
record Health(boolean serves, boolean alive, boolean faulty, boolean expired) {
    /** Of a device that has left for another asset. */
    static final Health GONE = new Health(false, false, false, false);

    private static final int SERVES = 1;
    private static final int ALIVE = 2;
    private static final int FAULTY = 4;
    private static final int EXPIRED = 8;

    /** Whether there is a sensor that can be relied upon. */
    boolean isUp() {
        return alive && !faulty && !expired;
    }

    byte toBits() {
        return (byte) ((serves ? SERVES : 0) | (alive ? ALIVE : 0) | (faulty ? FAULTY : 0) | (expired ? EXPIRED : 0));
    }

    static Health ofBits(byte bits) {
        return new Health((bits & SERVES) != 0, (bits & ALIVE) != 0, (bits & FAULTY) != 0, (bits & EXPIRED) != 0);
    }
}
