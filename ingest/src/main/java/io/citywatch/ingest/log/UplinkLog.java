package io.citywatch.ingest.log;

import io.citywatch.telemetry.connection.ConnectionEvent;
import org.apache.kafka.clients.producer.Callback;

/** The log to which messages are appended. Thread-safe. */
public interface UplinkLog {
    /**
     * Appends a message. Never blocks: the outcome goes to the callback, on a thread of the log's (or on the caller's, when
     * the log refuses at once). The callback must be quick.
     *
     * @param payload the message's bytes, from now on the log's
     */
    void append(UplinkRoute route, Sender sender, long arrivalMillis, int qos, byte[] payload, Callback callback);

    /**
     * Appends what has happened to a connection; says whether it did. Never blocks. Messages go before: while the log is full
     * it does not; nor when many connections are refused at once.
     */
    boolean note(ConnectionEvent event);

    /** What is under way to the log, over all connections. */
    InFlightBytes inFlight();
}
