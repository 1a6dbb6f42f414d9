package io.citywatch.jobs.influx;

import io.citywatch.telemetry.meter.Meter;
import io.citywatch.telemetry.meter.MeterSpec;
import io.citywatch.telemetry.meter.MeterType;
import java.util.Locale;

/** What the sink counts. Each is a Flink counter of the sink's operator. */
public enum InfluxMeter implements Meter {
    REQUESTS_WRITTEN("requests", "Requests that InfluxDB has taken whole."),
    POINTS_WRITTEN("points", "Points that InfluxDB has taken; one that is written again after a restart counts again."),
    MESSAGES_REFUSED("messages", "Messages whose points InfluxDB refused and that went to the dead letters."),
    ATTEMPTS_REPEATED("requests", "Requests that were repeated because InfluxDB was away or could not."),
    REQUESTS_SPLIT("requests", "Requests that were halved to find the message to blame."),
    AWAY_MILLIS("milliseconds", "Time that requests have waited for InfluxDB.");

    private final MeterSpec spec;

    InfluxMeter(String unit, String text) {
        spec = new MeterSpec("influx_" + name().toLowerCase(Locale.ROOT), MeterType.COUNTER, unit, text);
    }

    @Override
    public MeterSpec spec() {
        return spec;
    }
}
