package io.citywatch.jobs.census;

import java.util.Comparator;

/**
 * The order of births, which is the same however often and in whatever order they arrive: by the birth's own time, then by
 * the time of arrival, then by the device.
 *
 * @param t when the certificate was made, in milliseconds since 1970 UTC
 * @param arrival when it arrived, in milliseconds since 1970 UTC
 * @param device the device that was born
 */
record BirthStamp(long t, long arrival, String device) implements Comparable<BirthStamp> {
    private static final Comparator<BirthStamp> ORDER = Comparator.comparingLong(BirthStamp::t)
            .thenComparingLong(BirthStamp::arrival)
            .thenComparing(BirthStamp::device);

    @Override
    public int compareTo(BirthStamp other) {
        return ORDER.compare(this, other);
    }
}
