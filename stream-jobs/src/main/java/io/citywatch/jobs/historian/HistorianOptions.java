package io.citywatch.jobs.historian;

import io.citywatch.jobs.historian.rollup.RollUpOptions;
import io.citywatch.jobs.influx.InfluxOptions;
import io.citywatch.jobs.log.LogOptions;
import io.citywatch.jobs.runtime.JobArguments;
import io.citywatch.jobs.runtime.RuntimeOptions;
import java.io.Serializable;

/**
 * What the historian needs to know.
 *
 * @param log the log it reads
 * @param influx the InfluxDB it writes to
 * @param runtime how it runs
 * @param rollUps how readings are rolled up
 */
public record HistorianOptions(LogOptions log, InfluxOptions influx, RuntimeOptions runtime, RollUpOptions rollUps)
        implements Serializable {

    /** The usual options for that log and that InfluxDB. */
    public static HistorianOptions of(String bootstrapServers, String influxUrl) {
        return of(bootstrapServers, InfluxOptions.of(influxUrl));
    }

    /** The usual options for that log and that server. */
    public static HistorianOptions of(String bootstrapServers, InfluxOptions influx) {
        return new HistorianOptions(
                LogOptions.steady(bootstrapServers), influx, RuntimeOptions.steady(), RollUpOptions.DEFAULT);
    }

    /** The usual options but for what the command line says. */
    public static HistorianOptions of(JobArguments arguments) {
        return new HistorianOptions(
                LogOptions.of(arguments, LogOptions.steady(LogOptions.DEFAULT_BOOTSTRAP_SERVERS)),
                InfluxOptions.of(arguments),
                RuntimeOptions.of(arguments, RuntimeOptions.steady()),
                RollUpOptions.of(arguments));
    }

    public HistorianOptions withRuntime(RuntimeOptions other) {
        return new HistorianOptions(log, influx, other, rollUps);
    }

    public HistorianOptions withInflux(InfluxOptions other) {
        return new HistorianOptions(log, other, runtime, rollUps);
    }

    public HistorianOptions withRollUps(RollUpOptions other) {
        return new HistorianOptions(log, influx, runtime, other);
    }
}
