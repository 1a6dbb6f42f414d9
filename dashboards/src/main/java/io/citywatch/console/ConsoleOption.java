package io.citywatch.console;

import org.jspecify.annotations.Nullable;

/** The options of a console, for people. */
public enum ConsoleOption {
    BIND_ADDRESS("bindAddress", "127.0.0.1", "", "an address of this machine", "Where the console listens."),
    HTTP_PORT("httpPort", "8080", "", "0 to 65535", "The console's port; 0 takes a free one."),
    HOST_NAMES(
            "hostNames",
            "",
            "",
            "host names",
            "Names under which browsers may use a session, beside localhost and addresses in figures."),
    BOOTSTRAP_SERVERS("bootstrapServers", null, "", "host:port, …", "Where Kafka answers."),
    INFLUXDB_URL("influxdb.url", "http://127.0.0.1:8086", "", "a URL", "Where InfluxDB or VictoriaMetrics answers."),
    INFLUXDB_DATABASE("influxdb.database", "citywatch", "", "a name", "The database, or bucket, with the history."),
    INFLUXDB_AUTHORIZATION(
            "influxdb.authorization",
            "none",
            "",
            "Token …, Basic …",
            "Who asks InfluxDB; made of a token's file, of the environment's INFLUX_TOKEN, or of a user and a password's file, and never shown."),
    KEYS_FOLDER(
            "keysFolder", null, "", "a folder", "Where console.key is, which signs tokens; made when it is missing."),
    PROGRAMME("programme", "the bundled one", "", "a file", "The year's programme: city, districts and targets."),
    AUTO_SIGN_IN(
            "autoSignIn",
            "none",
            "",
            "none, viewer, operator, engineer",
            "The role that a browser on this machine gets without being asked; for demonstrations.");

    private final String key;
    private final @Nullable String defaultText;
    private final String unit;
    private final String range;
    private final String text;

    ConsoleOption(String key, @Nullable String defaultText, String unit, String range, String text) {
        this.key = key;
        this.defaultText = defaultText;
        this.unit = unit;
        this.range = range;
        this.text = text;
    }

    public String key() {
        return key;
    }

    /** The default as it would be written; null where the option has to be given. */
    public @Nullable String defaultText() {
        return defaultText;
    }

    public String unit() {
        return unit;
    }

    public String range() {
        return range;
    }

    /** What it does, in a sentence. */
    public String text() {
        return text;
    }
}
