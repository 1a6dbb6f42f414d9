package io.citywatch.devices.link;

/**
 * What is counted of the messages on their way.
 *
 * <p>{@link #SAID} = {@link #ACKNOWLEDGED} + {@link #REFUSED} + {@link #DROPPED} + those that are waiting or in flight.
 */
public enum Traffic {
    /** Messages that devices gave to a concentrator. */
    SAID,
    /** Messages given to a connection, those that were sent again included. */
    SENT,
    /** Messages that the platform acknowledged: from then on they are its own. */
    ACKNOWLEDGED,
    /** Messages that the platform answered with an error; they are not sent again. */
    REFUSED,
    /** Readings that were dropped because too many were waiting. */
    DROPPED,
    /** Connections that were accepted. */
    CONNECTED,
    /** Connections that ended, or did not come about. */
    CONNECTION_LOST,
    /** Commands that came for devices. */
    COMMANDED,
    /** Commands that could not be read. */
    COMMAND_UNREADABLE
}
