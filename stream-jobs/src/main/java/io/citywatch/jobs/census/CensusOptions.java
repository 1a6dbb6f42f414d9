package io.citywatch.jobs.census;

import io.citywatch.jobs.log.LogOptions;
import io.citywatch.jobs.runtime.JobArguments;
import io.citywatch.jobs.runtime.JobOption;
import io.citywatch.jobs.runtime.RuntimeOptions;
import io.citywatch.telemetry.programme.Programme;
import java.io.Serializable;
import java.nio.file.Path;
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
    /** Counts follow births within a second; half of it is left for everything else. */
    private static final Duration DEFAULT_INTERVAL = Duration.ofMillis(500);

    /** Nobody waits for a count's checkpoint, and that of a whole city takes a processor from the alarms for a while. */
    private static final RuntimeOptions USUAL_RUNTIME =
            new RuntimeOptions(Duration.ofSeconds(60), null, Duration.ofMillis(20), null, null);

    public CensusOptions {
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("the census interval has to be positive");
        }
    }

    /** The usual options for that log and that programme. */
    public static CensusOptions of(String bootstrapServers, Programme programme) {
        return new CensusOptions(usualLog(bootstrapServers), programme, DEFAULT_INTERVAL, USUAL_RUNTIME);
    }

    /** The usual options but for what the command line says. */
    public static CensusOptions of(JobArguments arguments) {
        String programme = arguments.optionalText(JobOption.PROGRAMME);
        return new CensusOptions(
                LogOptions.of(arguments, usualLog(LogOptions.DEFAULT_BOOTSTRAP_SERVERS)),
                programme == null ? Programme.bundled() : Programme.load(Path.of(programme)),
                arguments.millis(JobOption.CENSUS_INTERVAL_MILLIS, DEFAULT_INTERVAL),
                RuntimeOptions.of(arguments, USUAL_RUNTIME));
    }

    public CensusOptions withRuntime(RuntimeOptions other) {
        return new CensusOptions(log, programme, interval, other);
    }

    private static LogOptions usualLog(String bootstrapServers) {
        return new LogOptions(
                bootstrapServers, LogOptions.STEADY_FETCH_BYTES, Duration.ofMillis(50), Duration.ofMillis(5));
    }
}
