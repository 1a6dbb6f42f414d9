package io.citywatch.jobs.runtime;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The options that a job takes on its command line as {@code --key value}, in the order of the reference.
 *
 * <p>Where jobs differ in a default, the default's text says so; the values themselves stand in the options' records.
 */
public enum JobOption {
    LOG("127.0.0.1:9092", "", "The brokers of the log, host:port separated by commas."),
    LOG_FETCH_MIN_BYTES(
            "alarms 1, census 262144, historian 262144",
            "bytes",
            1,
            16_777_216,
            "From how much on a broker answers at once; the larger, the less the log costs broker and job."),
    LOG_FETCH_MAX_WAIT_MILLIS(
            "alarms 5, census 50, historian 100",
            "ms",
            0,
            10_000,
            "How long a broker may wait for so much before it answers with what there is; what a quiet log adds to the latency."),
    LOG_LINGER_MILLIS(
            "alarms 0, census 5, historian 20",
            "ms",
            0,
            10_000,
            "How long a record waits for others to share a request with, beyond the time until the broker has answered the request before it."),
    CHECKPOINT_INTERVAL_MILLIS(
            "alarms 15000, census 60000, historian 5000",
            "ms",
            100,
            3_600_000,
            "How often a job's state is saved, and how long there is none being saved in between; what is repeated after a failure."),
    CHECKPOINT_FOLDER("the cluster's", "", "The URI of the folder for checkpoints."),
    BUFFER_TIMEOUT_MILLIS(
            "alarms 2, census 20, historian 100",
            "ms",
            0,
            10_000,
            "How long a half-full network buffer may wait between two operators; of the alarm job, on the way to alarms."),
    STATE_BACKEND(
            "the cluster's", "", "Where state lives while a job runs: hashmap (the heap) or rocksdb (the local disk)."),
    PARALLELISM(
            "the cluster's",
            "",
            1,
            JobEnvironment.MAX_PARALLELISM,
            "How many times each operator stands side by side; at most the uplink's partitions are of use."),
    INFLUX_URL("http://127.0.0.1:8086", "", "The address of InfluxDB."),
    INFLUX_API("auto", "", "How it is spoken to: v1, v2, or auto, as the server's version says."),
    INFLUX_DATABASE("citywatch", "", "The database (v1) or bucket (v2), which is created if it is missing."),
    INFLUX_USER("none", "", "Who writes, where InfluxDB asks for it."),
    INFLUX_PASSWORD_FILE("none", "", "The file that holds the password of that user."),
    INFLUX_ORG("citywatch", "", "The organization, where InfluxDB asks for a token."),
    INFLUX_TOKEN_FILE("none", "", "The file that holds the token, for v2."),
    INFLUX_COMPRESSION("auto", "", "Whether requests are compressed: on, off, or auto, if they leave this machine."),
    INFLUX_BATCH_MESSAGES("8000", "messages", 1, 100_000, "The most messages in one request."),
    INFLUX_IN_FLIGHT("4", "requests", 1, 64, "How many requests may be under way at once."),
    INFLUX_MAX_WAIT_MILLIS("200", "ms", 1, 60_000, "The longest that points wait for their request to fill."),
    ROLL_UP_PAUSE_MILLIS("60000", "ms", 100, 3_600_000, "How long roll-ups rest after each round."),
    ROLL_UP_MINUTES_DAYS("7", "days", 1, 36_500, "How long roll-ups of a minute are kept; holds where they are new."),
    ROLL_UP_HOURS_DAYS("3650", "days", 1, 36_500, "How long roll-ups of an hour are kept; holds where they are new."),
    PROGRAMME("the bundled one", "", "The file with the city, its districts and the year's targets."),
    CENSUS_INTERVAL_MILLIS("500", "ms", 10, 3_600_000, "How often counts are said while they change.");

    private static final long NO_NUMBER = 0;

    private final String defaultText;
    private final String unit;
    private final long min;
    private final long max;
    private final String sentence;

    JobOption(String defaultText, String unit, String sentence) {
        this(defaultText, unit, NO_NUMBER, NO_NUMBER, sentence);
    }

    JobOption(String defaultText, String unit, long min, long max, String sentence) {
        this.defaultText = defaultText;
        this.unit = unit;
        this.min = min;
        this.max = max;
        this.sentence = sentence;
    }

    /** The option's key, without the dashes before it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What holds without the option, for people. */
    public String defaultText() {
        return defaultText;
    }

    /** The unit of a number, or an empty text. */
    public String unit() {
        return unit;
    }

    public boolean isNumber() {
        return max > NO_NUMBER;
    }

    /** The least number that is accepted. */
    public long min() {
        return min;
    }

    /** The greatest number that is accepted. */
    public long max() {
        return max;
    }

    /** What the option is for. */
    public String sentence() {
        return sentence;
    }

    /** The option of that key, or null when there is none. */
    static @Nullable JobOption ofKey(String key) {
        for (JobOption option : values()) {
            if (option.key().equals(key)) {
                return option;
            }
        }
        return null;
    }
}
