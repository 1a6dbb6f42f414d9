package io.citywatch.ingest.bridge;

import io.citywatch.ingest.metrics.GatewayMeter.Type;
import org.jspecify.annotations.Nullable;

/** Every meter of a bridge. */
public enum BridgeMeter {
    CONNECTED(
            "connected",
            Type.GAUGE,
            "connections",
            null,
            "1 while the broker has let the bridge in and granted its subscription, otherwise 0"),
    RECONNECTS("reconnects", Type.COUNTER, "connections", null, "Connections to the broker after the first"),
    CONNECT_FAILURES(
            "connect.failures",
            Type.COUNTER,
            "attempts",
            null,
            "Attempts to connect that did not lead to a connection"),
    RECEIVED("messages.received", Type.COUNTER, "messages", null, "Messages that the broker has delivered"),
    REDELIVERED(
            "messages.redelivered",
            Type.COUNTER,
            "messages",
            null,
            "Messages that the broker has marked as delivered before; they may be in the log twice"),
    APPENDED("messages.appended", Type.COUNTER, "messages", null, "Messages that the log has confirmed"),
    APPEND_FAILURES("messages.failed", Type.COUNTER, "messages", null, "Messages that the log has finally refused"),
    ACKNOWLEDGED("messages.acknowledged", Type.COUNTER, "messages", null, "Messages acknowledged to the broker"),
    UNUSABLE(
            "messages.unusable",
            Type.COUNTER,
            "messages",
            "reason",
            "Messages that were acknowledged and not appended, since they can't be used"),
    UNACKNOWLEDGED(
            "messages.unacknowledged",
            Type.GAUGE,
            "messages",
            null,
            "Messages taken and not acknowledged at the moment");

    private static final String PREFIX = "citywatch.bridge.";

    private final String meterName;
    private final Type type;
    private final String unit;
    private final @Nullable String tag;
    private final String text;

    BridgeMeter(String name, Type type, String unit, @Nullable String tag, String text) {
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
