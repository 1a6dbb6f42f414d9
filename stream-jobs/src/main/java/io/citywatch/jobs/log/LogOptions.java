package io.citywatch.jobs.log;

import io.citywatch.jobs.runtime.JobArguments;
import io.citywatch.jobs.runtime.JobOption;
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
    /** A broker on this machine. */
    public static final String DEFAULT_BOOTSTRAP_SERVERS = "127.0.0.1:9092";

    public LogOptions {
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("no bootstrap servers of the log are named");
        }
        if (fetchMaxWait.isNegative() || linger.isNegative()) {
            throw new IllegalArgumentException("fetch-max-wait and linger can't be negative");
        }
    }

    /** The usual options but for what the command line says. */
    public static LogOptions of(JobArguments arguments, LogOptions usual) {
        return new LogOptions(
                arguments.text(JobOption.LOG, usual.bootstrapServers),
                arguments.millis(JobOption.LOG_FETCH_MAX_WAIT_MILLIS, usual.fetchMaxWait),
                arguments.millis(JobOption.LOG_LINGER_MILLIS, usual.linger));
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
