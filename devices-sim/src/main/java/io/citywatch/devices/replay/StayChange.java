package io.citywatch.devices.replay;

import java.util.Comparator;

/**
 * A car comes to a bay or leaves it.
 *
 * @param t when, in milliseconds since 1970 UTC
 * @param bay the bay
 * @param occupied whether a car stands there from now on
 */
record StayChange(long t, String bay, boolean occupied) {
    /** In order of time; at the same moment a car leaves before another comes. */
    static final Comparator<StayChange> IN_ORDER =
            Comparator.comparingLong(StayChange::t).thenComparing(StayChange::occupied);
}
