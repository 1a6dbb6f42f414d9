package io.citywatch.jobs.alarms;

import io.citywatch.jobs.log.LogOptions;
import io.citywatch.jobs.runtime.JobArguments;
import io.citywatch.jobs.runtime.RuntimeOptions;
import java.io.Serializable;

/**
 * The alarm job's options.
 *
 * @param log how it reaches the log
 * @param runtime how it runs
 */
public record AlarmOptions(LogOptions log, RuntimeOptions runtime) implements Serializable {
    /** The options that keep alarms quick, on that log. */
    public static AlarmOptions of(String bootstrapServers) {
        return new AlarmOptions(LogOptions.quick(bootstrapServers), RuntimeOptions.quick());
    }

    /** The usual options but for what the command line says. */
    public static AlarmOptions of(JobArguments arguments) {
        return new AlarmOptions(
                LogOptions.of(arguments, LogOptions.quick(LogOptions.DEFAULT_BOOTSTRAP_SERVERS)),
                RuntimeOptions.of(arguments, RuntimeOptions.quick()));
    }

    public AlarmOptions withRuntime(RuntimeOptions other) {
        return new AlarmOptions(log, other);
    }
}
