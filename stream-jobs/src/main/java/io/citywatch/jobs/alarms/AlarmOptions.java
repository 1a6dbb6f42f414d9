package io.citywatch.jobs.alarms;

import io.citywatch.jobs.log.LogOptions;
import io.citywatch.jobs.runtime.JobArguments;
import io.citywatch.jobs.runtime.JobOption;
import io.citywatch.jobs.runtime.RuntimeOptions;
import io.citywatch.telemetry.programme.Programme;
import java.io.Serializable;
import java.nio.file.Path;

/**
 * The alarm job's options.
 *
 * @param log how it reaches the log
 * @param city the code of the city, under which what is counted of all its districts is kept
 * @param runtime how it runs
 */
public record AlarmOptions(LogOptions log, String city, RuntimeOptions runtime) implements Serializable {
    /** The options that keep alarms quick, on that log, for the city of the bundled programme. */
    public static AlarmOptions of(String bootstrapServers) {
        return new AlarmOptions(
                LogOptions.quick(bootstrapServers), Programme.bundled().city().code(), RuntimeOptions.quick());
    }

    /** The usual options but for what the command line says. */
    public static AlarmOptions of(JobArguments arguments) {
        String programme = arguments.optionalText(JobOption.PROGRAMME);
        return new AlarmOptions(
                LogOptions.of(arguments, LogOptions.quick(LogOptions.DEFAULT_BOOTSTRAP_SERVERS)),
                (programme == null ? Programme.bundled() : Programme.load(Path.of(programme)))
                        .city()
                        .code(),
                RuntimeOptions.of(arguments, RuntimeOptions.quick()));
    }

    public AlarmOptions withRuntime(RuntimeOptions other) {
        return new AlarmOptions(log, city, other);
    }
}
