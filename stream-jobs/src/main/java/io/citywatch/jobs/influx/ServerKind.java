package io.citywatch.jobs.influx;

import org.jspecify.annotations.Nullable;

/** What a server is, by the version that it names. */
public enum ServerKind {
    INFLUXDB_1,
    INFLUXDB_2,
    INFLUXDB_3,
    /** One that names none: it takes points by v2 without being InfluxDB, such as VictoriaMetrics. */
    OTHER;

    /** The kind that names this version; without one another server's. */
    static ServerKind ofVersion(@Nullable String version) {
        if (version == null) {
            return OTHER;
        }
        String digits = version.startsWith("v") ? version.substring(1) : version;
        if (digits.startsWith("1.")) {
            return INFLUXDB_1;
        }
        return digits.startsWith("3.") ? INFLUXDB_3 : INFLUXDB_2;
    }
}
