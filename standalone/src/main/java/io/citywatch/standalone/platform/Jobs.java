package io.citywatch.standalone.platform;

import io.citywatch.jobs.alarms.AlarmJob;
import io.citywatch.jobs.alarms.AlarmOptions;
import io.citywatch.jobs.census.CensusJob;
import io.citywatch.jobs.census.CensusOptions;
import io.citywatch.jobs.historian.HistorianJob;
import io.citywatch.jobs.historian.HistorianOptions;
import io.citywatch.jobs.influx.InfluxOptions;
import io.citywatch.standalone.flink.FlinkCluster;
import io.citywatch.telemetry.programme.Programme;
import java.time.Duration;
import java.util.List;

/** The three jobs on this process's Flink. */
final class Jobs {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long POLL_MILLIS = 50;

    private final List<FlinkCluster.Job> jobs;

    private Jobs(List<FlinkCluster.Job> jobs) {
        this.jobs = jobs;
    }

    /** Hands the jobs to Flink; each goes on from its newest checkpoint. */
    static Jobs submit(FlinkCluster flink, String bootstrapServers, InfluxOptions influx, Programme programme)
            throws Exception {
        return new Jobs(List.of(
                flink.submit("alarms", env -> AlarmJob.define(env, AlarmOptions.of(bootstrapServers))),
                flink.submit("census", env -> CensusJob.define(env, CensusOptions.of(bootstrapServers, programme))),
                flink.submit(
                        "historian", env -> HistorianJob.define(env, HistorianOptions.of(bootstrapServers, influx)))));
    }

    /**
     * Waits until every task of every job runs.
     *
     * @throws StartupException when one can't be started, or is not within a minute; the message says why, and what can be done
     */
    void awaitRunning(DataFolder data) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (FlinkCluster.Job job : jobs) {
            while (!job.isRunning()) {
                if (job.hasEnded() || System.nanoTime() > deadline) {
                    throw new StartupException(failure(job, data));
                }
                Thread.sleep(POLL_MILLIS);
            }
        }
    }

    private static String failure(FlinkCluster.Job job, DataFolder data) throws Exception {
        String reason = job.lastFailure();
        String failure = job.hasEnded()
                ? "the job " + job.name() + " did not start: "
                : "the job " + job.name() + " did not start within " + PATIENCE.toSeconds() + " s: ";
        failure += reason == null ? "Flink says " + job.status() : reason;
        if (!job.goesOn()) {
            return failure;
        }
        String last = data.lastVersion();
        String folder = last == null || last.equals(Version.THIS)
                ? "."
                : ". The data folder was last used by citywatch " + last + ", this is " + Version.THIS
                        + ": that version can go on from it.";
        return failure + folder
                + " Without what it kept the job reads the log anew, from seven days ago: for that, move "
                + job.folder() + " away (docs/cluster.md says what is lost)";
    }
}
