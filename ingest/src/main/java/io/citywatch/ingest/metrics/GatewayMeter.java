package io.citywatch.ingest.metrics;

import org.jspecify.annotations.Nullable;

/** Every meter of the gateway. */
public enum GatewayMeter {
    CONNECTIONS("connections", Type.GAUGE, "connections", null, "MQTT connections that are open and have logged in"),
    CONNECTS("connects", Type.COUNTER, "connections", null, "Log-ins that were accepted"),
    REFUSED(
            "refused",
            Type.COUNTER,
            "connections",
            "reason",
            "Connections that were refused before or at their CONNECT"),
    ENDED("ended", Type.COUNTER, "connections", "reason", "Connections that have ended after their log-in"),
    LOGIN_FAILURES("login.failures", Type.COUNTER, "attempts", "reason", "Log-ins that failed for their credentials"),
    CONNECTION_EVENTS(
            "connection.events",
            Type.COUNTER,
            "events",
            "outcome",
            "What happened to connections: noted in the log, or left out because the log is full or too much is refused"),
    SESSIONS("sessions", Type.GAUGE, "sessions", null, "Sessions that are kept, with or without a connection"),
    SUBSCRIPTIONS("subscriptions", Type.COUNTER, "subscriptions", "outcome", "Filters that were granted or refused"),

    ACCEPTED(
            "messages.accepted",
            Type.COUNTER,
            "messages",
            null,
            "Messages that were handed to the log, wills included"),
    ACCEPTED_BYTES("messages.accepted.bytes", Type.COUNTER, "bytes", null, "Payload bytes of accepted messages"),
    APPENDED("messages.appended", Type.COUNTER, "messages", null, "Messages that the log has confirmed"),
    APPEND_FAILURES("messages.failed", Type.COUNTER, "messages", null, "Messages that the log has finally refused"),
    ACKNOWLEDGED("messages.acknowledged", Type.COUNTER, "messages", null, "PUBACK and PUBREC sent for stored messages"),
    REJECTED("messages.rejected", Type.COUNTER, "messages", "reason", "Messages that were turned away unread"),
    APPEND_TIME(
            "append.time",
            Type.TIMER,
            "seconds",
            null,
            "From arrival to acknowledgement, one sample for each batch of acknowledgements"),
    IN_FLIGHT("in.flight", Type.GAUGE, "bytes", null, "Bytes handed to the log that it has not confirmed yet"),
    PAUSES("pauses", Type.COUNTER, "pauses", "reason", "Times that reading from a connection was stopped"),
    PAUSED("paused", Type.GAUGE, "connections", null, "Connections from which nothing is read at the moment"),
    TICKS(
            "ticks",
            Type.COUNTER,
            "ticks",
            "outcome",
            "Ticks written to the log, and those left out because it did not answer"),

    DELIVERED("delivered", Type.COUNTER, "messages", "qos", "Messages sent to subscribers"),
    DROPPED("dropped", Type.COUNTER, "messages", "reason", "Messages that a subscriber did not get"),
    RETAINED("retained", Type.GAUGE, "messages", null, "Messages retained for later subscribers"),
    PENDING_COMMANDS("commands.pending", Type.GAUGE, "commands", null, "Commands that wait for their device"),
    DOWNLINK("downlink.records", Type.COUNTER, "records", "outcome", "Alarms and commands read from the log");

    /** What kind of meter it is. */
    public enum Type {
        COUNTER,
        GAUGE,
        TIMER
    }

    private static final String PREFIX = "citywatch.gateway.";

    private final String meterName;
    private final Type type;
    private final String unit;
    private final @Nullable String tag;
    private final String text;

    GatewayMeter(String name, Type type, String unit, @Nullable String tag, String text) {
        this.meterName = PREFIX + name;
        this.type = type;
        this.unit = unit;
        this.tag = tag;
        this.text = text;
    }

    /** The meter's name for Micrometer. */
    public String meterName() {
        return meterName;
    }

    public Type type() {
        return type;
    }

    /** What is counted or measured. */
    public String unit() {
        return unit;
    }

    /** The name of its tag, or null when it has none. */
    public @Nullable String tag() {
        return tag;
    }

    /** What the meter says, in a sentence. */
    public String text() {
        return text;
    }
}
