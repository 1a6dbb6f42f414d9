package io.citywatch.jobs.census;

/**
 * A device and the asset that its newest birth names.
 *
 * <p>Signs of life are kept to the minute. They are thinned to about one a minute before they get here, and which one of a
 * minute comes through depends on caches; what is known to the minute does not.
 *
 * @param bornT when the newest birth was made, in milliseconds since 1970 UTC
 * @param bornArrival when it arrived, in milliseconds since 1970 UTC
 * @param asset the asset it names
 * @param silenceMillis after so much silence the device is not alive, in milliseconds; 0 for one that sends nothing anyway
 * @param heardMinute the minute since 1970 in which it was heard last
 * @param alive whether it was heard of late
 */
record BoundDevice(long bornT, long bornArrival, String asset, long silenceMillis, long heardMinute, boolean alive) {
    private static final long MINUTE_MILLIS = 60_000;

    /** The minute since 1970 in which that time lies. */
    static long minute(long millis) {
        return Math.floorDiv(millis, MINUTE_MILLIS);
    }

    /** Whether a birth of those times takes the place of the one that is known. Of two alike the later in the log holds. */
    boolean isOlderThan(long t, long arrival) {
        return t > bornT || (t == bornT && arrival >= bornArrival);
    }

    boolean reports() {
        return silenceMillis > 0;
    }

    /** When the device stops being alive if it is not heard, in milliseconds since 1970 UTC. */
    long deadline() {
        return (heardMinute + 1) * MINUTE_MILLIS + silenceMillis;
    }

    BoundDevice heard(long arrival) {
        return new BoundDevice(
                bornT, bornArrival, asset, silenceMillis, Math.max(heardMinute, minute(arrival)), reports());
    }

    BoundDevice silent() {
        return new BoundDevice(bornT, bornArrival, asset, silenceMillis, heardMinute, false);
    }
}
