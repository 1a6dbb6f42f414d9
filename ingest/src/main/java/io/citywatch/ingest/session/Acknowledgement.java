package io.citywatch.ingest.session;

/** What a client says of a message that it was sent. */
public enum Acknowledgement {
    /** PUBACK: it has a message of QoS 1. */
    PUBACK,
    /** PUBREC: it has a message of QoS 2. */
    PUBREC,
    /** PUBREC with the code of an error: it wants no more of a message of QoS 2. */
    PUBREC_REFUSING,
    /** PUBCOMP: it has forgotten the identifier of a message of QoS 2. */
    PUBCOMP;

    /** How it was taken. */
    public enum Outcome {
        TAKEN,
        /** There is no message of that identifier. */
        UNKNOWN_IDENTIFIER,
        /** There is one, for which the client has to say something else now (MQTT 5, 4.3, table 3-4). */
        OUT_OF_PLACE
    }

    /** Whether it is due for a message of that QoS; PUBREC may come again, and PUBCOMP only after it. */
    boolean isDue(int qos, boolean isReceived) {
        return switch (this) {
            case PUBACK -> qos == 1;
            case PUBREC -> qos == 2;
            case PUBREC_REFUSING -> qos == 2 && !isReceived;
            case PUBCOMP -> qos == 2 && isReceived;
        };
    }
}
