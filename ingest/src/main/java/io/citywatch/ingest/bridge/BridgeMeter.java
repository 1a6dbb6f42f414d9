package io.citywatch.ingest.bridge;

import io.citywatch.telemetry.meter.Meter;
import io.citywatch.telemetry.meter.MeterSpec;
import io.citywatch.telemetry.meter.MeterType;
import org.jspecify.annotations.Nullable;

/** Every meter of a bridge. */
public enum BridgeMeter implements Meter {
    CONNECTED(
            "connected",
            MeterType.GAUGE,
            "connections",
            null,
            "1 while the broker has let the bridge in and granted its subscription, otherwise 0"),
    RECONNECTS("reconnects", MeterType.COUNTER, "connections", null, "Connections to the broker after the first"),
    CONNECT_FAILURES(
            "connect.failures",
            MeterType.COUNTER,
            "attempts",
            null,
            "Attempts to connect that did not lead to a connection"),
    RECEIVED("messages.received", MeterType.COUNTER, "messages", null, "Messages that the broker has delivered"),
    REDELIVERED(
            "messages.redelivered",
            MeterType.COUNTER,
            "messages",
            null,
            "Messages that the broker has marked as delivered before; they may be in the log twice"),
    APPENDED("messages.appended", MeterType.COUNTER, "messages", null, "Messages that the log has confirmed"),
    APPEND_FAILURES(
            "messages.failed", MeterType.COUNTER, "messages", null, "Messages that the log has finally refused"),
    ACKNOWLEDGED("messages.acknowledged", MeterType.COUNTER, "messages", null, "Messages acknowledged to the broker"),
    UNUSABLE(
            "messages.unusable",
            MeterType.COUNTER,
            "messages",
            "reason",
            "Messages that were acknowledged and not appended, since they can't be used"),
    UNACKNOWLEDGED(
            "messages.unacknowledged",
            MeterType.GAUGE,
            "messages",
            null,
            "Messages taken and not acknowledged at the moment");

    private static final String PREFIX = "citywatch.bridge.";

    private final MeterSpec spec;

    BridgeMeter(String name, MeterType type, String unit, @Nullable String tag, String text) {
        spec = new MeterSpec(PREFIX + name, type, unit, tag, text);
    }

    @Override
    public MeterSpec spec() {
        return spec;
    }
}
