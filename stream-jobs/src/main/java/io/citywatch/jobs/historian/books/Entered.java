package io.citywatch.jobs.historian.books;

import io.citywatch.jobs.uplink.DeviceUplink;

/**
 * What becomes of a message.
 *
 * @param decision where it counts
 * @param before how many other messages of its device with readings of the time of arrival arrived before it in the same
 *     millisecond, as far as they are remembered
 */
public record Entered(Decision decision, int before) {
    private static final Entered STORED = new Entered(Decision.STORED, 0);
    private static final Entered DUPLICATE = new Entered(Decision.DUPLICATE, 0);
    private static final Entered REJECTED = new Entered(Decision.REJECTED, 0);

    /** Whether all of its points are there, since another one said the same in the same millisecond. */
    public boolean isThere(DeviceUplink message) {
        return decision == Decision.DUPLICATE && message.hasReadingsOfArrival();
    }

    /** Of a message that no other has to be told apart from. */
    static Entered alone(Decision decision) {
        return switch (decision) {
            case STORED -> STORED;
            case DUPLICATE -> DUPLICATE;
            case REJECTED -> REJECTED;
        };
    }
}
