package io.citywatch.ingest.metrics;

import io.citywatch.telemetry.meter.Meter;
import io.citywatch.telemetry.meter.MeterSpec;
import io.citywatch.telemetry.meter.MeterType;
import org.jspecify.annotations.Nullable;

/** Every meter of the gateway. */
public enum GatewayMeter implements Meter {
    CONNECTIONS(
            "connections", MeterType.GAUGE, "connections", null, "MQTT connections that are open and have logged in"),
    CONNECTS("connects", MeterType.COUNTER, "connections", null, "Log-ins that were accepted"),
    REFUSED(
            "refused",
            MeterType.COUNTER,
            "connections",
            "reason",
            "Connections that were refused before or at their CONNECT"),
    ENDED("ended", MeterType.COUNTER, "connections", "reason", "Connections that have ended after their log-in"),
    LOGIN_FAILURES(
            "login.failures", MeterType.COUNTER, "attempts", "reason", "Log-ins that failed for their credentials"),
    CONNECTION_EVENTS(
            "connection.events",
            MeterType.COUNTER,
            "events",
            "outcome",
            "What happened to connections: noted in the log, or left out because the log is full or too much is refused"),
    SESSIONS("sessions", MeterType.GAUGE, "sessions", null, "Sessions that are kept, with or without a connection"),
    SUBSCRIPTIONS(
            "subscriptions", MeterType.COUNTER, "subscriptions", "outcome", "Filters that were granted or refused"),

    ACCEPTED(
            "messages.accepted",
            MeterType.COUNTER,
            "messages",
            null,
            "Messages that were handed to the log, wills included"),
    ACCEPTED_BYTES("messages.accepted.bytes", MeterType.COUNTER, "bytes", null, "Payload bytes of accepted messages"),
    APPENDED("messages.appended", MeterType.COUNTER, "messages", null, "Messages that the log has confirmed"),
    APPEND_FAILURES(
            "messages.failed", MeterType.COUNTER, "messages", null, "Messages that the log has finally refused"),
    ACKNOWLEDGED(
            "messages.acknowledged", MeterType.COUNTER, "messages", null, "PUBACK and PUBREC sent for stored messages"),
    REJECTED("messages.rejected", MeterType.COUNTER, "messages", "reason", "Messages that were turned away unread"),
    APPEND_TIME(
            "append.time",
            MeterType.TIMER,
            "seconds",
            null,
            "From arrival to acknowledgement, one sample for each batch of acknowledgements"),
    IN_FLIGHT("in.flight", MeterType.GAUGE, "bytes", null, "Bytes handed to the log that it has not confirmed yet"),
    PAUSES("pauses", MeterType.COUNTER, "pauses", "reason", "Times that reading from a connection was stopped"),
    PAUSED("paused", MeterType.GAUGE, "connections", null, "Connections from which nothing is read at the moment"),
    TICKS(
            "ticks",
            MeterType.COUNTER,
            "ticks",
            "outcome",
            "Ticks written to the log, and those left out because it did not answer"),

    DELIVERED("delivered", MeterType.COUNTER, "messages", "qos", "Messages sent to subscribers"),
    DROPPED("dropped", MeterType.COUNTER, "messages", "reason", "Messages that a subscriber did not get"),
    RETAINED("retained", MeterType.GAUGE, "messages", null, "Messages retained for later subscribers"),
    PENDING_COMMANDS("commands.pending", MeterType.GAUGE, "commands", null, "Commands that wait for their device"),
    DOWNLINK("downlink.records", MeterType.COUNTER, "records", "outcome", "Alarms and commands read from the log");

    private static final String PREFIX = "citywatch.gateway.";

    private final MeterSpec spec;

    GatewayMeter(String name, MeterType type, String unit, @Nullable String tag, String text) {
        spec = new MeterSpec(PREFIX + name, type, unit, tag, text);
    }

    @Override
    public MeterSpec spec() {
        return spec;
    }
}
