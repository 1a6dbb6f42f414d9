package io.citywatch.jobs.census;

import java.util.Comparator;

/**
 * A birth, as far as it binds its device to an asset.
 *
 * @param t when it was made, in milliseconds since 1970 UTC
 * @param arrival when it arrived, in milliseconds since 1970 UTC
 * @param asset the asset it names
 * @param standing whether the asset is there; not when the birth says that it is decommissioned
 */
record Bond(long t, long arrival, String asset, boolean standing) {
    private static final Comparator<Bond> BY_TIME =
            Comparator.comparingLong(Bond::t).thenComparingLong(Bond::arrival);

    private static final Comparator<Bond> BY_CLAIM =
            Comparator.comparing(Bond::standing).thenComparing(BY_TIME);

    /** Whether this birth is not older than the other. Of two alike the later in the log holds. */
    boolean isNewerThan(Bond other) {
        return BY_TIME.compare(this, other) >= 0;
    }

    /** Whether the device is bound by this birth rather than by the other: the end of an asset binds nobody to it. */
    boolean outranks(Bond other) {
        return BY_CLAIM.compare(this, other) >= 0;
    }
}
