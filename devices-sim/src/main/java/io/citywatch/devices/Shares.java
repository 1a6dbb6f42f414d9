package io.citywatch.devices;

import io.citywatch.devices.fleet.Fleet;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.util.HashMap;
import java.util.Map;

/** How a district's devices are shared out among its concentrators: evenly, and each always to the same one. */
final class Shares {
    /** 2^64 by the golden ratio (Knuth, The Art of Computer Programming 3, 6.4): names that differ in a digit lie far apart. */
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    private Shares() {}

    /** Which of so many concentrators is the device's, from 0. */
    static int of(DeviceAddress device, int concentrators) {
        return (int) ((device.device().hashCode() * GOLDEN >>> Integer.SIZE) % concentrators);
    }

    /**
     * How many concentrators a district needs so that none carries more than so many devices, those included that are installed
     * later.
     */
    static int leastConcentrators(Fleet fleet, int most) {
        Map<String, Integer> sizes = new HashMap<>();
        for (int device = 0; device < fleet.room(); device++) {
            sizes.merge(fleet.district(device).code(), 1, Integer::sum);
        }
        int largest = sizes.values().stream().max(Integer::compare).orElse(0);
        int least = Math.max(1, (largest + most - 1) / most);
        while (largest > most && largestShare(fleet, least) > most) {
            least++;
        }
        return least;
    }

    /** How many devices, at most, one of so many concentrators of a district carries. */
    static int largestShare(Fleet fleet, int concentrators) {
        Map<String, int[]> shares = new HashMap<>();
        int largest = 0;
        for (int device = 0; device < fleet.room(); device++) {
            DeviceAddress address = fleet.address(device);
            int[] ofDistrict = shares.computeIfAbsent(address.district(), code -> new int[concentrators]);
            largest = Math.max(largest, ++ofDistrict[of(address, concentrators)]);
        }
        return largest;
    }
}
