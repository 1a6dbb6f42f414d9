package io.citywatch.jobs.influx;

import java.util.Locale;

/** What the sink counts. Each is a Flink counter of the sink's operator. */
public enum InfluxMeter {
    REQUESTS_WRITTEN("requests", "Requests that InfluxDB has taken whole."),
    POINTS_WRITTEN("points", "Points that InfluxDB has taken; one that is written again after a restart counts again."),
    MESSAGES_REFUSED("messages", "Messages whose points InfluxDB refused and that went to the dead letters."),
    ATTEMPTS_REPEATED("requests", "Requests that were repeated because InfluxDB was away or could not."),
    REQUESTS_SPLIT("requests", "Requests that were halved to find the message to blame."),
    AWAY_MILLIS("milliseconds", "Time that requests have waited for InfluxDB.");

    private final String unit;
    private final String sentence;

    InfluxMeter(String unit, String sentence) {
        this.unit = unit;
        this.sentence = sentence;
    }

    /** The meter's name. */
    public String meterName() {
        return "influx_" + name().toLowerCase(Locale.ROOT);
    }

    public String unit() {
        return unit;
    }

    public String sentence() {
        return sentence;
    }
}
