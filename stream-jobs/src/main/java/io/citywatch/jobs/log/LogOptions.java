package io.citywatch.jobs.log;

import java.io.Serializable;
import java.time.Duration;

/**
 * How a job reaches the log.
 *
 * @param bootstrapServers the brokers, {@code host:port} separated by commas
 * @param fetchMaxWait how long a broker may wait for more before it answers a fetch; what a quiet log adds to the latency
 * @param linger how long a producer may wait for more before it sends a batch
 */
public record LogOptions(String bootstrapServers, Duration fetchMaxWait, Duration linger) implements Serializable {
    public LogOptions {
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("no bootstrap servers of the log are named");
        }
        if (fetchMaxWait.isNegative() || linger.isNegative()) {
            throw new IllegalArgumentException("fetch-max-wait and linger can't be negative");
        }
    }

    /** For the way of alarms: nobody waits. */
    public static LogOptions quick(String bootstrapServers) {
        return new LogOptions(bootstrapServers, Duration.ofMillis(5), Duration.ZERO);
    }

    /** For history and counts, where a tenth of a second buys larger batches. */
    public static LogOptions steady(String bootstrapServers) {
        return new LogOptions(bootstrapServers, Duration.ofMillis(100), Duration.ofMillis(20));
    }
}
