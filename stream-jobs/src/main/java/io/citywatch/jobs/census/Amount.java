package io.citywatch.jobs.census;

import io.citywatch.telemetry.programme.Measure;

/**
 * Assets and what they count for, or by how much that changes.
 *
 * @param assets assets
 * @param households households that they serve
 * @param bays parking bays that they add
 * @param lengthMm millimetres of pipe that they renew: a whole number, so that sums come out the same in any order
 */
record Amount(long assets, long households, long bays, long lengthMm) {
    static final Amount NOTHING = new Amount(0, 0, 0, 0);

    private static final double MM_PER_M = 1000;

    /** One asset. */
    static Amount ofOne(AssetNews.Share share) {
        return new Amount(1, share.households(), share.bays(), share.lengthMm());
    }

    Amount plus(Amount other) {
        return new Amount(
                assets + other.assets, households + other.households, bays + other.bays, lengthMm + other.lengthMm);
    }

    Amount negated() {
        return new Amount(-assets, -households, -bays, -lengthMm);
    }

    static long millimetres(double lengthM) {
        return Math.round(lengthM * MM_PER_M);
    }

    double lengthM() {
        return lengthMm / MM_PER_M;
    }

    /** How much that is in a target's measure; the platform itself is there when anything is counted. */
    double in(Measure measure) {
        return switch (measure) {
            case HOUSEHOLDS -> households;
            case ASSETS -> assets;
            case LENGTH_M -> lengthM();
            case BAYS -> bays;
            case PLATFORM -> 1;
        };
    }
}
