package io.citywatch.jobs.census;

import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.message.AssetState;

/** What a device's state tells the asset that the device serves. */
sealed interface AssetNews permits AssetNews.Born, AssetNews.Life {
    /** The asset it concerns. */
    String asset();

    /** When what it tells happened, by the log's time, in milliseconds since 1970 UTC. */
    long at();

    /**
     * A device's birth names the asset.
     *
     * @param asset the asset
     * @param at when the birth arrived
     * @param claim what the birth says of the asset
     * @param health how the device serves it
     */
    record Born(String asset, long at, Claim claim, Health health) implements AssetNews {}

    /**
     * A device serves its asset differently: it has been heard again, or not for too long, or is broken, or has left.
     *
     * @param asset the asset
     * @param at when that was
     * @param device the device
     * @param health how it serves the asset now
     */
    record Life(String asset, long at, String device, Health health) implements AssetNews {}

    /**
     * What a birth says of an asset.
     *
     * @param place where the asset counts
     * @param stamp which of several births is the newest
     * @param state how far the asset has come
     * @param share what it counts for
     * @param reports whether its device sends readings at all
     */
    record Claim(CountPlace place, BirthStamp stamp, AssetState state, Share share, boolean reports) {
        /** Whether this birth takes the other's place. */
        boolean isNewerThan(Claim other) {
            int order = stamp.compareTo(other.stamp);
            return order > 0 || (order == 0 && state.compareTo(other.state) > 0);
        }
    }

    /**
     * What an asset counts for beside itself.
     *
     * @param households households
     * @param bays parking bays
     * @param lengthMm millimetres of pipe: a whole number, so that sums come out the same in any order
     */
    record Share(long households, long bays, long lengthMm) {}

    /**
     * Where an asset counts.
     *
     * @param kind the kind of facility
     * @param district six-digit code
     */
    record CountPlace(FacilityKind kind, String district) {}
}
