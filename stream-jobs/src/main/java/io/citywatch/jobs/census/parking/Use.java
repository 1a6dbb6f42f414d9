package io.citywatch.jobs.census.parking;

/**
 * How bays were used in some time, or by how much that changes. All are whole numbers, so that sums come out the same in any
 * order.
 *
 * @param watchedMillis how long it was known whether a car stood there
 * @param occupiedMillis how long one did
 * @param stays stays that ended
 * @param measured of these, the ones of which both ends are known
 * @param measuredMillis how long these took
 */
record Use(long watchedMillis, long occupiedMillis, long stays, long measured, long measuredMillis) {
    static final Use NOTHING = new Use(0, 0, 0, 0, 0);

    static Use vacant(long millis) {
        return new Use(millis, 0, 0, 0, 0);
    }

    static Use occupied(long millis) {
        return new Use(millis, millis, 0, 0, 0);
    }

    /** A stay, beside the time that it takes. */
    static Use stay(long millis, boolean measured) {
        return new Use(0, 0, 1, measured ? 1 : 0, measured ? millis : 0);
    }

    Use plus(Use other) {
        return new Use(
                watchedMillis + other.watchedMillis,
                occupiedMillis + other.occupiedMillis,
                stays + other.stays,
                measured + other.measured,
                measuredMillis + other.measuredMillis);
    }

    Use negated() {
        return new Use(-watchedMillis, -occupiedMillis, -stays, -measured, -measuredMillis);
    }
}
