package io.citywatch.devices.link;

import org.jspecify.annotations.Nullable;

/**
 * How a concentrator stands.
 *
 * @param connected whether it has a connection
 * @param waiting messages that are waiting for their turn
 * @param inFlight messages that are sent and not acknowledged
 * @param trouble why there is no connection, or null when there is one or the first is being opened
 */
public record ConcentratorStatus(boolean connected, int waiting, int inFlight, @Nullable Trouble trouble) {
    /** Whether nothing is waiting for the platform's word. */
    public boolean isSettled() {
        return waiting + inFlight == 0;
    }
}
