package io.citywatch.jobs.census.parking;

import io.citywatch.telemetry.census.ParkingArea;
import java.util.Map;

/**
 * What bays add to an area, or by how much that changes; in a checkpoint, what all of them add.
 *
 * @param area the area
 * @param bays bays
 * @param hours their use in hours, by the beginning of each in milliseconds since 1970 UTC
 * @param t as of when, in milliseconds since 1970 UTC
 */
record AreaNews(ParkingArea area, Bays bays, Map<Long, Use> hours, long t) {
    AreaNews {
        hours = Map.copyOf(hours);
    }

    /**
     * Numbers of bays.
     *
     * @param all bays in service
     * @param known of these, the ones of which it is known whether a car stands there
     * @param occupied of these, the ones where one does
     */
    record Bays(long all, long known, long occupied) {
        static final Bays NONE = new Bays(0, 0, 0);

        Bays plus(Bays other) {
            return new Bays(all + other.all, known + other.known, occupied + other.occupied);
        }

        Bays negated() {
            return new Bays(-all, -known, -occupied);
        }
    }

    boolean isNothing() {
        return bays.equals(Bays.NONE) && hours.isEmpty();
    }

    /** What takes this back. */
    AreaNews negated(long at) {
        return difference(new AreaNews(area, Bays.NONE, Map.of(), at), this);
    }

    /** By how much it has changed in the same area. */
    static AreaNews difference(AreaNews after, AreaNews before) {
        Hours hours = new Hours();
        hours.addAll(after.hours);
        hours.subtract(before.hours);
        return new AreaNews(after.area, after.bays.plus(before.bays.negated()), hours.uses(), after.t);
    }
}
