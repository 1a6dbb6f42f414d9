package io.citywatch.jobs.influx;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A bucket of InfluxDB 2, or a database of InfluxDB 3.
 *
 * @param name its name; {@code database/policy} is what InfluxQL, in both, takes for that retention policy of that database
 * @param kept how long points stay in it; null: for ever
 */
record Bucket(String name, @Nullable Duration kept) {
    /** The one with the readings, which somebody else may have made. */
    static Bucket ofReadings(InfluxOptions options) {
        return new Bucket(options.database(), null);
    }

    /** The one that stands for a retention policy. */
    static Bucket ofPolicy(InfluxOptions options, String policy, Duration kept) {
        return new Bucket(options.database() + '/' + policy, kept);
    }
}
