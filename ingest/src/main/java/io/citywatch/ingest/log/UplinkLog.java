package io.citywatch.ingest.log;

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

    /** What is under way to the log, over all connections. */
    InFlightBytes inFlight();
}
