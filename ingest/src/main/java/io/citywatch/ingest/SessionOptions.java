package io.citywatch.ingest;

import java.time.Duration;

/** What is kept for clients. */
public record SessionOptions(
        @Setting(
                        key = "gateway.maxSubscriptions",
                        standard = "100",
                        unit = "filters",
                        range = "1 to 10000",
                        text = "How many filters one client may subscribe to.")
                int maxSubscriptions,
        @Setting(
                        key = "gateway.maxQueued",
                        standard = "10000",
                        unit = "messages",
                        range = "1 to 1000000",
                        text = "How many messages wait for a connected client before it is disconnected as too slow.")
                int maxQueued,
        @Setting(
                        key = "gateway.maxQueuedQosZero",
                        standard = "1000",
                        unit = "messages",
                        range = "1 to 1000000",
                        text = "How many messages wait for a connected client before those of QoS 0 are dropped.")
                int maxQueuedQosZero,
        @Setting(
                        key = "gateway.maxQueuedOffline",
                        standard = "1000",
                        unit = "messages",
                        range = "0 to 1000000",
                        text = "How many messages wait for a client that is away and has a session.")
                int maxQueuedOffline,
        @Setting(
                        key = "gateway.maxSessionExpiry",
                        standard = "86400",
                        unit = "s",
                        range = "0 to 31536000",
                        text = "The longest time for which a session outlives its connection.")
                Duration maxExpiry,
        @Setting(
                        key = "gateway.maxSessions",
                        standard = "100000",
                        unit = "sessions",
                        range = "1 to 10000000",
                        text = "How many sessions there are, from which on none outlives its connection.")
                int maxSessions) {
    public SessionOptions {
        SettingRange.check("gateway.maxSubscriptions", maxSubscriptions, 1, 10_000);
        SettingRange.check("gateway.maxQueued", maxQueued, 1, 1_000_000);
        SettingRange.check("gateway.maxQueuedQosZero", maxQueuedQosZero, 1, 1_000_000);
        SettingRange.check("gateway.maxQueuedOffline", maxQueuedOffline, 0, 1_000_000);
        SettingRange.check("gateway.maxSessionExpiry", maxExpiry.toSeconds(), 0, 31_536_000);
        SettingRange.check("gateway.maxSessions", maxSessions, 1, 10_000_000);
    }
}
