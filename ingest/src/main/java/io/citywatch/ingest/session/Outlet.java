package io.citywatch.ingest.session;

/** A session's present connection. Its methods may be called from any thread, and do their work on the connection's own. */
public interface Outlet {
    /** The session has something to send: the connection is to ask for it with {@link Session#next}. */
    void wake();

    /** Whether the client reads what is sent to it. */
    boolean isWritable();

    /** Ends the connection because another one has come for the same client. */
    void takenOver();

    /** Ends the connection because the client does not keep up with what it has subscribed to. */
    void tooSlow();

    /** Sends the PUBREC for a message that an earlier connection of the session had brought. */
    void sendReceived(int packetId);

    /** Ends the connection because the log has refused a message that an earlier one had brought, and that it waits for. */
    void logFailed();
}
