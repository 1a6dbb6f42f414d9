package io.citywatch.telemetry.census;

import io.citywatch.telemetry.topic.DeviceAddress;

/**
 * A device id that two places use at once: within a day it was born for two assets, and neither was decommissioned.
 *
 * @param device the device, where it was born last
 * @param asset the asset that it was born for last; this one counts
 * @param otherAsset the other, which counts as registered only
 * @param t when the newest of the births arrived, in milliseconds since 1970 UTC
 */
public record DeviceConflict(DeviceAddress device, String asset, String otherAsset, long t) {

    /** The key under which it stands in the log, until it is over. */
    public static String scope(String device) {
        return "conflict/" + device;
    }
}
