package io.citywatch.ingest.connection;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why a connection ended after its log-in. A version 5 client hears the reason code (MQTT 5, 3.14.2.1); for 3.1.1 there is
 * none, and the connection is closed.
 */
public enum Ending {
    /** The client said farewell. */
    CLIENT_LEFT(null),
    /** The client said farewell and asked for its will to be published. */
    CLIENT_LEFT_WITH_WILL(null),
    /** The connection was closed or broke without a farewell. */
    CONNECTION_LOST(null),
    /** Nothing was heard for one and a half times the keep-alive interval. */
    KEEP_ALIVE_TIMEOUT(0x8D),
    /** Another connection came for the same client. */
    TAKEN_OVER(0x8E),
    /** Bytes that are no MQTT packet. */
    MALFORMED_PACKET(0x81),
    /** A packet that has no place here. */
    PROTOCOL_ERROR(0x82),
    PACKET_TOO_LARGE(0x95),
    TOPIC_NAME_INVALID(0x90),
    TOPIC_ALIAS_INVALID(0x94),
    NOT_AUTHORIZED(0x87),
    /** More messages under way than the server had said it takes. */
    RECEIVE_MAXIMUM_EXCEEDED(0x93),
    /** The rest of a large packet has not come in time. */
    SLOW_PACKET(0x97),
    /** There is no room for one more retained message. */
    RETAINED_FULL(0x97),
    /** The client does not keep up with what it has subscribed to. */
    TOO_SLOW(0x97),
    /** The user name was revoked. */
    REVOKED(0x98),
    /** The log has refused a message; it is not acknowledged. */
    LOG_FAILED(0x80),
    SERVER_SHUTTING_DOWN(0x8B),
    /** A mistake of ours. */
    INTERNAL_ERROR(0x80);

    private final @Nullable Integer reasonCode;
    private final String text;

    Ending(@Nullable Integer reasonCode) {
        this.reasonCode = reasonCode;
        this.text = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The reason code that a version 5 client hears; null when the client ended the connection itself. */
    public @Nullable Integer reasonCode() {
        return reasonCode;
    }

    /** The ending's name in meters and logs. */
    public String text() {
        return text;
    }

    /**
     * Whether the client's will is published. Not when the server shuts down: it can't know that the device is dead, and the
     * standard lets it (3.1.1, 3.1.2.5).
     */
    boolean publishesWill() {
        return this != CLIENT_LEFT && this != SERVER_SHUTTING_DOWN;
    }
}
