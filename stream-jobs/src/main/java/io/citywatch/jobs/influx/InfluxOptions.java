package io.citywatch.jobs.influx;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the sink reaches InfluxDB and how it fills its batches.
 *
 * @param url the server's address
 * @param database the database, which is created if it is missing
 * @param account who writes; null where the server asks nobody
 * @param batching how points become requests
 */
public record InfluxOptions(String url, String database, @Nullable Account account, Batching batching)
        implements Serializable {
    /** The database of the platform. */
    public static final String DEFAULT_DATABASE = "citywatch";

    public InfluxOptions {
        if (!url.startsWith("http://") && !url.startsWith("https://")) {
            throw new IllegalArgumentException("'" + url + "' is no http address of an InfluxDB");
        }
        if (database.isEmpty() || database.contains("\"") || database.contains("\\")) {
            throw new IllegalArgumentException("'" + database + "' is no name of a database");
        }
    }

    /** The platform's database on that server, without an account. */
    public static InfluxOptions of(String url) {
        return new InfluxOptions(url, DEFAULT_DATABASE, null, Batching.DEFAULT);
    }

    /**
     * Who writes.
     *
     * @param user the user's name
     * @param password the password; never shown
     */
    public record Account(String user, String password) implements Serializable {
        @Override
        public String toString() {
            return "Account[" + user + ']';
        }
    }

    /**
     * How points become requests.
     *
     * @param messages the most messages in a request; InfluxDB takes 5,000 to 10,000 points at once best
     * @param inFlight how many requests may be under way at once
     * @param maxWait the longest that points wait for their request to fill
     */
    public record Batching(int messages, int inFlight, Duration maxWait) implements Serializable {
        public static final Batching DEFAULT = new Batching(8_000, 3, Duration.ofMillis(200));

        public Batching {
            if (messages < 1 || inFlight < 1 || maxWait.toMillis() < 1) {
                throw new IllegalArgumentException("messages, in-flight and max-wait are at least 1");
            }
        }

        /** The most messages that may wait: enough to fill every request twice. More is in the log anyway. */
        int buffered() {
            return 2 * messages * inFlight;
        }
    }
}
