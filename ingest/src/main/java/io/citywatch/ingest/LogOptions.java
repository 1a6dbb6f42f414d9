package io.citywatch.ingest;

import java.time.Duration;

/** The log behind the gateway. */
public record LogOptions(
        @Setting(
                        key = "gateway.log.bootstrapServers",
                        standard = "",
                        range = "host:port, several with commas between them",
                        text = "The addresses of Kafka.")
                String bootstrapServers,
        @Setting(
                        key = "gateway.log.linger",
                        standard = "0",
                        unit = "ms",
                        range = "0 to 100",
                        text =
                                "How long a message waits for others to share a request with, beyond the time until Kafka has "
                                        + "answered the request before it. In `./citywatch demo`, where the jobs share the machine, 5.")
                Duration linger,
        @Setting(
                        key = "gateway.log.maxInFlightBytes",
                        standard = "67108864",
                        unit = "bytes",
                        range = "1048576 to 536870912",
                        text = "How much may be under way to the log over all connections before reading stops.")
                long maxInFlightBytes) {
    public LogOptions {
        SettingRange.check("gateway.log.linger", linger.toMillis(), 0, 100);
        SettingRange.check("gateway.log.maxInFlightBytes", maxInFlightBytes, 1 << 20, 1 << 29);
    }

    /** Options as they are documented, for the Kafka at those addresses. */
    public static LogOptions standard(String bootstrapServers) {
        return new LogOptions(bootstrapServers, Duration.ZERO, 64L * 1024 * 1024);
    }

    /** The same with another wait for company. */
    public LogOptions withLinger(Duration other) {
        return new LogOptions(bootstrapServers, other, maxInFlightBytes);
    }
}
