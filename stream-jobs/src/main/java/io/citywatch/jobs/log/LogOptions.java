package io.citywatch.jobs.log;

import io.citywatch.jobs.runtime.JobArguments;
import io.citywatch.jobs.runtime.JobOption;
import java.io.Serializable;
import java.time.Duration;

/**
 * How a job reaches the log.
 *
 * @param bootstrapServers the brokers, {@code host:port} separated by commas
 * @param fetchMinBytes from how many bytes on a broker answers a fetch at once; each fetch costs broker and job alike, however
 *     little it brings
 * @param fetchMaxWait how long a broker may wait for so much before it answers with what there is; what a quiet log adds to the
 *     latency
 * @param linger how long a record waits for others to share a request with, beyond the time until the broker has answered the
 *     request before it
 */
public record LogOptions(String bootstrapServers, int fetchMinBytes, Duration fetchMaxWait, Duration linger)
        implements Serializable {
    /** A broker on this machine. */
    public static final String DEFAULT_BOOTSTRAP_SERVERS = "127.0.0.1:9092";

    /** More than a thousand readings: at 50,000 a second there are as many every thirty milliseconds. */
    public static final int STEADY_FETCH_BYTES = 256 * 1024;

    /** So long a fetch of a topic that seldom has anything new waits for it. */
    private static final Duration SELDOM = Duration.ofMillis(500);

    public LogOptions {
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("no bootstrap servers of the log are named");
        }
        if (fetchMinBytes < 1) {
            throw new IllegalArgumentException("fetch-min-bytes is at least 1");
        }
        if (fetchMaxWait.isNegative() || linger.isNegative()) {
            throw new IllegalArgumentException("fetch-max-wait and linger can't be negative");
        }
    }

    /** The usual options but for what the command line says. */
    public static LogOptions of(JobArguments arguments, LogOptions usual) {
        return new LogOptions(
                arguments.text(JobOption.LOG, usual.bootstrapServers),
                arguments.number(JobOption.LOG_FETCH_MIN_BYTES, usual.fetchMinBytes),
                arguments.millis(JobOption.LOG_FETCH_MAX_WAIT_MILLIS, usual.fetchMaxWait),
                arguments.millis(JobOption.LOG_LINGER_MILLIS, usual.linger));
    }

    /** For the way of alarms: nobody waits. */
    public static LogOptions quick(String bootstrapServers) {
        return new LogOptions(bootstrapServers, 1, Duration.ofMillis(5), Duration.ZERO);
    }

    /**
     * The same for one topic of one partition on which little is said. A fetch that finds nothing new is kept by the broker until
     * there is something, for nothing else waits behind it; asking again and again would cost broker and job more than all
     * that comes. What does come is handed over no later.
     */
    public LogOptions forSeldomNews() {
        return new LogOptions(bootstrapServers, 1, SELDOM, linger);
    }

    /** For history and counts, where a tenth of a second buys larger batches. */
    public static LogOptions steady(String bootstrapServers) {
        return new LogOptions(bootstrapServers, STEADY_FETCH_BYTES, Duration.ofMillis(100), Duration.ofMillis(20));
    }
}
