package io.citywatch.devices;

import org.jspecify.annotations.Nullable;

/**
 * How a simulation is going.
 *
 * @param devices how many devices there are
 * @param concentrators how many connections there should be
 * @param connected how many there are
 * @param messages what became of what the devices said
 * @param trouble why a connection is missing or the simulation has ended, or null when all is well
 * @param hopeless whether that will not pass by itself: no connection, and the platform does not want these clients
 */
public record SimulatorStatus(
        int devices, int concentrators, int connected, Messages messages, @Nullable String trouble, boolean hopeless) {
    /**
     * The messages since the beginning.
     *
     * @param said by devices
     * @param acknowledged by the platform
     * @param refused by the platform
     * @param lost readings dropped because too many were waiting
     * @param inFlight sent and not acknowledged yet
     * @param waiting not sent yet
     */
    public record Messages(long said, long acknowledged, long refused, long lost, long inFlight, long waiting) {}

    /** One line for people, with the rate since an earlier status. */
    public String line(SimulatorStatus earlier, double seconds) {
        double rate = (messages.acknowledged - earlier.messages.acknowledged) / Math.max(seconds, 1e-3);
        String line = String.format(
                "%d devices, %d of %d connections open, %.1f msg/s, %d acked, %d in flight, %d waiting, %d refused, %d lost",
                devices,
                connected,
                concentrators,
                rate,
                messages.acknowledged,
                messages.inFlight,
                messages.waiting,
                messages.refused,
                messages.lost);
        return trouble == null ? line : line + " (" + trouble + ")";
    }
}
