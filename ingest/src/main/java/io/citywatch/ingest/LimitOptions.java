package io.citywatch.ingest;

import java.time.Duration;

/** What clients may take. */
public record LimitOptions(
        @Setting(
                        key = "gateway.maxConnections",
                        standard = "15000",
                        unit = "connections",
                        range = "1 to 1000000",
                        text = "How many connections are open at a time; for one more the oldest gives way that has not"
                                + " logged in, and if all have, it is closed at once.")
                int maxConnections,
        @Setting(
                        key = "gateway.maxPayloadBytes",
                        standard = "65536",
                        unit = "bytes",
                        range = "1024 to 262144",
                        text = "The largest payload that is taken.")
                int maxPayloadBytes,
        @Setting(
                        key = "gateway.maxInFlightBytesPerConnection",
                        standard = "4194304",
                        unit = "bytes",
                        range = "65536 to 67108864",
                        text = "How much may be under way to the log from one connection before reading from it stops.")
                int maxInFlightBytesPerConnection,
        @Setting(
                        key = "gateway.receiveMaximum",
                        standard = "4096",
                        unit = "messages",
                        range = "1 to 65535",
                        text = "How many unacknowledged messages a version 5 client may send.")
                int receiveMaximum,
        @Setting(
                        key = "gateway.connectTimeout",
                        standard = "10",
                        unit = "s",
                        range = "1 to 60",
                        text = "How long a client may take from opening a connection to its CONNECT.")
                Duration connectTimeout,
        @Setting(
                        key = "gateway.packetTimeout",
                        standard = "60",
                        unit = "s",
                        range = "5 to 3600",
                        text =
                                "How long a packet of more than 1 KiB may take from its first byte to its last, once the client"
                                        + " has logged in.")
                Duration packetTimeout,
        @Setting(
                        key = "gateway.maxKeepAlive",
                        standard = "3600",
                        unit = "s",
                        range = "10 to 65535",
                        text =
                                "The keep-alive interval of a client that names none, and the longest of version 5 clients.")
                Duration maxKeepAlive) {
    public LimitOptions {
        SettingRange.check("gateway.maxConnections", maxConnections, 1, 1_000_000);
        SettingRange.check("gateway.maxPayloadBytes", maxPayloadBytes, 1024, 256 * 1024);
        SettingRange.check("gateway.maxInFlightBytesPerConnection", maxInFlightBytesPerConnection, 64 * 1024, 64 << 20);
        SettingRange.check("gateway.receiveMaximum", receiveMaximum, 1, 65_535);
        SettingRange.check("gateway.connectTimeout", connectTimeout.toSeconds(), 1, 60);
        SettingRange.check("gateway.packetTimeout", packetTimeout.toSeconds(), 5, 3600);
        SettingRange.check("gateway.maxKeepAlive", maxKeepAlive.toSeconds(), 10, 65_535);
    }
}
