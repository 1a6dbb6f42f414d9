package io.citywatch.devices.link;

import io.citywatch.telemetry.codec.Convention;

/**
 * How devices reach the platform.
 *
 * @param concentratorsPerDistrict connections for each district, 1 to 100; default 1
 * @param windowMessages messages of a connection that may be without acknowledgement at a time, 1 to 65,535; default 500.
 *     The server's receive maximum holds where it is less.
 * @param backlogReadings readings that a connection keeps while they can't be sent, 1 to 10,000,000; default 20,000. Then the
 *     oldest is dropped for each new one, and counted. Births, events, answers and readings of incidents are always kept.
 * @param convention in which devices write; default JSON. Those of ThingsBoard's have a connection each, and no concentrators.
 */
public record LinkOptions(
        int concentratorsPerDistrict, int windowMessages, int backlogReadings, Convention convention) {
    public static final LinkOptions DEFAULTS = new LinkOptions(1, 500, 20_000, Convention.JSON);

    private static final int MAX_CONCENTRATORS = 100;
    private static final int MAX_WINDOW = 65_535;
    private static final int MAX_BACKLOG = 10_000_000;

    public LinkOptions {
        requireWithin("concentrators per district", concentratorsPerDistrict, MAX_CONCENTRATORS);
        requireWithin("window", windowMessages, MAX_WINDOW);
        requireWithin("backlog", backlogReadings, MAX_BACKLOG);
    }

    private static void requireWithin(String what, int value, int max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(what + " " + value + " is outside 1 to " + max);
        }
    }

    /** The same in another convention. */
    public LinkOptions withConvention(Convention other) {
        return new LinkOptions(concentratorsPerDistrict, windowMessages, backlogReadings, other);
    }

    /** Whether each device has a connection of its own. */
    public boolean hasOneForEachDevice() {
        return convention == Convention.THINGSBOARD;
    }
}
