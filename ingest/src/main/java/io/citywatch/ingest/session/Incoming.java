package io.citywatch.ingest.session;

/** What to do with a QoS 2 message that arrives. */
public enum Incoming {
    /** Append it. */
    NEW,
    /** It is in the log: send its PUBREC again. */
    STORED_BEFORE,
    /** It is on its way into the log: its PUBREC follows. */
    UNDER_WAY
}
