package io.citywatch.devices.link;

import io.citywatch.telemetry.command.Command;

/** Hears what comes back to a concentrator. Called on the connection's thread: it must be quick, and must not throw. */
public interface ConcentratorListener {
    /** The platform has the message. Called once for each message, at least; for each that was refused, never. */
    void acknowledged(OutgoingMessage message);

    /** A device of the district is given a command. */
    void commanded(Command command);
}
