package io.citywatch.jobs.census;

import io.citywatch.jobs.log.LogOptions;
import io.citywatch.jobs.runtime.RuntimeOptions;
import io.citywatch.telemetry.programme.Programme;
import java.io.Serializable;
import java.time.Duration;

/**
 * What the census needs to know.
 *
 * @param log the log it reads and writes
 * @param programme the city, its districts and targets
 * @param interval how often counts are said while they change
 * @param runtime how it runs
 */
public record CensusOptions(LogOptions log, Programme programme, Duration interval, RuntimeOptions runtime)
        implements Serializable {
    public CensusOptions {
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("the census interval has to be positive");
        }
    }

    /** The usual options for that log and that programme. */
    public static CensusOptions of(String bootstrapServers, Programme programme) {
        LogOptions log = new LogOptions(bootstrapServers, Duration.ofMillis(50), Duration.ofMillis(5));
        RuntimeOptions runtime = new RuntimeOptions(
                Duration.ofSeconds(2), null, Duration.ofMillis(20), RuntimeOptions.StateBackend.HASHMAP, 1);
        return new CensusOptions(log, programme, Duration.ofMillis(500), runtime);
    }

    public CensusOptions withRuntime(RuntimeOptions other) {
        return new CensusOptions(log, programme, interval, other);
    }
}
