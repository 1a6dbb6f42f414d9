package io.citywatch.jobs.influx;

import io.citywatch.jobs.runtime.JobArguments;
import io.citywatch.jobs.runtime.JobOption;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** An InfluxDB on this machine. */
    public static final String DEFAULT_URL = "http://127.0.0.1:8086";

    public InfluxOptions {
        if (!url.startsWith("http://") && !url.startsWith("https://")) {
            throw new IllegalArgumentException("'" + url + "' is no http address of an InfluxDB");
        }
        if (database.isEmpty() || database.contains("\"") || database.contains("\\")) {
            throw new IllegalArgumentException("'" + database + "' is no name of a database");
        }
    }

    /** The usual options but for what the command line says. */
    public static InfluxOptions of(JobArguments arguments) {
        String user = arguments.optionalText(JobOption.INFLUX_USER);
        String passwordFile = arguments.optionalText(JobOption.INFLUX_PASSWORD_FILE);
        if ((user == null) != (passwordFile == null)) {
            throw new IllegalArgumentException("--influx-user and --influx-password-file belong together");
        }
        Batching usual = Batching.DEFAULT;
        return new InfluxOptions(
                arguments.text(JobOption.INFLUX_URL, DEFAULT_URL),
                arguments.text(JobOption.INFLUX_DATABASE, DEFAULT_DATABASE),
                user == null || passwordFile == null ? null : Account.of(user, Path.of(passwordFile)),
                new Batching(
                        arguments.number(JobOption.INFLUX_BATCH_MESSAGES, usual.messages),
                        arguments.number(JobOption.INFLUX_IN_FLIGHT, usual.inFlight),
                        arguments.millis(JobOption.INFLUX_MAX_WAIT_MILLIS, usual.maxWait)));
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
        static Account of(String user, Path passwordFile) {
            try {
                return new Account(user, Files.readString(passwordFile).strip());
            } catch (IOException e) {
                throw new IllegalArgumentException("the password file " + passwordFile + " can't be read", e);
            }
        }

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
