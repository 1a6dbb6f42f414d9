package io.citywatch.jobs.influx;

import io.citywatch.jobs.runtime.JobArguments;
import io.citywatch.jobs.runtime.JobOption;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the sink reaches InfluxDB and how it fills its batches.
 *
 * @param url the server's address
 * @param api how it is spoken to
 * @param database the database (v1) or bucket (v2), which is created if it is missing
 * @param account who writes by v1; null where the server asks nobody
 * @param token who writes by v2; null where the server asks nobody
 * @param batching how points become requests
 */
public record InfluxOptions(
        String url, Api api, String database, @Nullable Account account, @Nullable Token token, Batching batching)
        implements Serializable {
    /** The database of the platform. */
    public static final String DEFAULT_DATABASE = "citywatch";

    /** An InfluxDB on this machine. */
    public static final String DEFAULT_URL = "http://127.0.0.1:8086";

    /** The organization of a server that does not ask for one. */
    public static final String DEFAULT_ORG = "citywatch";

    public InfluxOptions {
        if (!url.startsWith("http://") && !url.startsWith("https://")) {
            throw new IllegalArgumentException("'" + url + "' is no http address of an InfluxDB");
        }
        if (database.isEmpty() || database.contains("\"") || database.contains("\\")) {
            throw new IllegalArgumentException("'" + database + "' is no name of a database");
        }
        if (account != null && (token != null || api == Api.V2)) {
            throw new IllegalArgumentException("a user and a password belong to v1, a token to v2");
        }
        if (token != null && api == Api.V1) {
            throw new IllegalArgumentException("a token belongs to v2");
        }
    }

    /** The usual options but for what the command line says. */
    public static InfluxOptions of(JobArguments arguments) {
        String user = arguments.optionalText(JobOption.INFLUX_USER);
        String passwordFile = arguments.optionalText(JobOption.INFLUX_PASSWORD_FILE);
        if ((user == null) != (passwordFile == null)) {
            throw new IllegalArgumentException("--influx-user and --influx-password-file belong together");
        }
        String tokenFile = arguments.optionalText(JobOption.INFLUX_TOKEN_FILE);
        String org = arguments.text(JobOption.INFLUX_ORG, DEFAULT_ORG);
        Batching usual = Batching.DEFAULT;
        return new InfluxOptions(
                arguments.text(JobOption.INFLUX_URL, DEFAULT_URL),
                Api.ofText(arguments.text(JobOption.INFLUX_API, Api.AUTO.text())),
                arguments.text(JobOption.INFLUX_DATABASE, DEFAULT_DATABASE),
                user == null || passwordFile == null ? null : Account.of(user, Path.of(passwordFile)),
                tokenFile == null ? null : Token.of(org, Path.of(tokenFile)),
                new Batching(
                        arguments.number(JobOption.INFLUX_BATCH_MESSAGES, usual.messages),
                        arguments.number(JobOption.INFLUX_IN_FLIGHT, usual.inFlight),
                        arguments.millis(JobOption.INFLUX_MAX_WAIT_MILLIS, usual.maxWait),
                        Compression.ofText(arguments.text(JobOption.INFLUX_COMPRESSION, Compression.AUTO.text()))));
    }

    /** The platform's database on that server, without an account. */
    public static InfluxOptions of(String url) {
        return new InfluxOptions(url, Api.AUTO, DEFAULT_DATABASE, null, null, Batching.DEFAULT);
    }

    /** The organization that points go to by v2. */
    String org() {
        return token == null ? DEFAULT_ORG : token.org();
    }

    /** Whether requests are compressed: by default if they leave this machine. */
    boolean isCompressed() {
        return switch (batching.compression()) {
            case ON -> true;
            case OFF -> false;
            case AUTO -> {
                String host = String.valueOf(URI.create(url).getHost());
                yield !host.equals("localhost") && !host.startsWith("127.") && !host.equals("[::1]");
            }
        };
    }

    private static String secret(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException("the file " + file + " can't be read", e);
        }
    }

    /** How a server is spoken to. */
    public enum Api {
        /** As the server's version says. */
        AUTO,
        /** {@code /write}: InfluxDB 1. */
        V1,
        /** {@code /api/v2/write}: InfluxDB 2, 3 and 1.8, and VictoriaMetrics. */
        V2;

        /** The word for it in options. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Api ofText(String text) {
            for (Api api : values()) {
                if (api.text().equals(text)) {
                    return api;
                }
            }
            throw new IllegalArgumentException("'" + text + "' is no API; there are auto, v1 and v2");
        }
    }

    /** Whether requests are compressed. */
    public enum Compression {
        /** If they leave this machine. */
        AUTO,
        ON,
        OFF;

        /** The word for it in options. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Compression ofText(String text) {
            for (Compression compression : values()) {
                if (compression.text().equals(text)) {
                    return compression;
                }
            }
            throw new IllegalArgumentException("compression is auto, on or off, not '" + text + "'");
        }
    }

    /**
     * Who writes by v2.
     *
     * @param org the organization
     * @param secret the token; never shown
     */
    public record Token(String org, String secret) implements Serializable {
        /** The token that stands in a file. */
        public static Token of(String org, Path file) {
            return new Token(org, InfluxOptions.secret(file));
        }

        @Override
        public String toString() {
            return "Token[" + org + ']';
        }
    }

    /**
     * Who writes.
     *
     * @param user the user's name
     * @param password the password; never shown
     */
    public record Account(String user, String password) implements Serializable {
        /** The user whose password stands in a file. */
        public static Account of(String user, Path passwordFile) {
            return new Account(user, secret(passwordFile));
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
     * @param compression whether requests are compressed
     */
    public record Batching(int messages, int inFlight, Duration maxWait, Compression compression)
            implements Serializable {
        public static final Batching DEFAULT = new Batching(8_000, 4, Duration.ofMillis(200));

        public Batching {
            if (messages < 1 || inFlight < 1 || maxWait.toMillis() < 1) {
                throw new IllegalArgumentException("messages, in-flight and max-wait are at least 1");
            }
        }

        /** Compressed if it leaves this machine. */
        public Batching(int messages, int inFlight, Duration maxWait) {
            this(messages, inFlight, maxWait, Compression.AUTO);
        }

        /** The most messages that may wait: enough to fill every request twice. More is in the log anyway. */
        int buffered() {
            return 2 * messages * inFlight;
        }
    }
}
