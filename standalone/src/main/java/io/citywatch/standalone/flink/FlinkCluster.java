package io.citywatch.standalone.flink;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Flink cluster in this process, with its web page on loopback.
 *
 * <p>Each job has a name and under it a folder of checkpoints. A job that is started goes on from its newest checkpoint, so
 * that it makes no difference whether the last process ended by itself or was killed.
 */
public final class FlinkCluster implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FlinkCluster.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final long CLOSE_SECONDS = 15;
    /** One for each parallel subtask of the three jobs, and room for more. */
    private static final int SLOTS = 12;

    private final MiniCluster cluster;
    private final Path checkpoints;
    private final int port;
    private final List<Job> submitted = new CopyOnWriteArrayList<>();

    private FlinkCluster(MiniCluster cluster, Path checkpoints, int port) {
        this.cluster = cluster;
        this.checkpoints = checkpoints;
        this.port = port;
    }

    /**
     * Starts the cluster; returns when it takes jobs.
     *
     * @param folder where checkpoints and working files are kept
     * @param webPort the port of Flink's web page; 0 takes a free one
     */
    public static FlinkCluster start(Path folder, int webPort) {
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration(folder, webPort))
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(SLOTS)
                .setCommonBindAddress(LOOPBACK)
                .build());
        try {
            cluster.start();
            int port = cluster.getRestAddress().get().getPort();
            return new FlinkCluster(cluster, folder.resolve("checkpoints"), port);
        } catch (Exception e) {
            var unused = cluster.closeAsync();
            throw new IllegalStateException("Flink could not be started", e);
        }
    }

    private static Configuration configuration(Path folder, int webPort) {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.ADDRESS, LOOPBACK);
        configuration.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        configuration.set(RestOptions.BIND_PORT, Integer.toString(webPort));
        configuration.set(RestOptions.PORT, webPort);
        configuration.set(JobManagerOptions.BIND_HOST, LOOPBACK);
        configuration.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
        // Whoever reaches the page may look, not change what runs.
        configuration.set(WebOptions.SUBMIT_ENABLE, false);
        configuration.set(WebOptions.CANCEL_ENABLE, false);
        configuration.set(
                CoreOptions.TMP_DIRS, folder.resolve("tmp").toAbsolutePath().toString());
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(128));
        return configuration;
    }

    /** The port of the web page. */
    public int port() {
        return port;
    }

    /**
     * Starts a job; returns when the cluster has taken it.
     *
     * @param name its name, which is also the name of its checkpoints' folder
     * @param definition adds the job's topology to an environment
     */
    public Job submit(String name, Consumer<StreamExecutionEnvironment> definition) throws Exception {
        Path folder = checkpoints.resolve(name);
        Configuration configuration = new Configuration();
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.toAbsolutePath().toUri().toString());
        // A task for each processor would gain nothing on a machine that all parts share.
        configuration.set(CoreOptions.DEFAULT_PARALLELISM, 1);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        definition.accept(env);
        StreamGraph graph = env.getStreamGraph();
        graph.setJobName(name);
        JobID id = JobID.generate();
        graph.setJobId(id);
        Optional<Path> newest = NewestCheckpoint.in(folder);
        newest.ifPresent(checkpoint -> graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(
                checkpoint.toAbsolutePath().toUri().toString(), false, RecoveryClaimMode.CLAIM)));
        cluster.submitJob(graph).get();
        LOG.atInfo()
                .addKeyValue("job", name)
                .addKeyValue(
                        "from",
                        newest.map(path -> folder.relativize(path).toString()).orElse("the start"))
                .log("job started");
        Job job = new Job(name, id, folder, newest.isPresent());
        submitted.add(job);
        return job;
    }

    /** A job that runs on this cluster. */
    public final class Job {
        private final String name;
        private final JobID id;
        private final Path folder;
        private final boolean goesOn;

        private Job(String name, JobID id, Path folder, boolean goesOn) {
            this.name = name;
            this.id = id;
            this.folder = folder;
            this.goesOn = goesOn;
        }

        public String name() {
            return name;
        }

        /** The folder of its checkpoints. */
        public Path folder() {
            return folder;
        }

        /** Whether it was to go on from a checkpoint. */
        public boolean goesOn() {
            return goesOn;
        }

        /** What Flink says of the job now. */
        public JobStatus status() throws Exception {
            return cluster.getJobStatus(id).get();
        }

        /** Whether it ended, by itself or because it could not begin, and does not try again. */
        public boolean hasEnded() throws Exception {
            return status().isGloballyTerminalState();
        }

        /** What was at the bottom of its last failure, in one line; null when it has not failed. */
        public @Nullable String lastFailure() throws Exception {
            ErrorInfo failure = cluster.getExecutionGraph(id).get().getFailureInfo();
            if (failure == null) {
                return null;
            }
            Throwable cause = failure.getException().deserializeError(FlinkCluster.class.getClassLoader());
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            return cause.toString().lines().findFirst().orElse("");
        }

        /** Whether every one of its tasks runs. */
        public boolean isRunning() throws Exception {
            if (status() != JobStatus.RUNNING) {
                return false;
            }
            for (var vertex : cluster.getExecutionGraph(id).get().getAllExecutionVertices()) {
                if (vertex.getExecutionState() != org.apache.flink.runtime.execution.ExecutionState.RUNNING) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Stops all jobs, which keep their checkpoints, and the cluster; in {@link #CLOSE_SECONDS} altogether. */
    @Override
    public void close() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSE_SECONDS);
        for (Job job : submitted) {
            var unused = cluster.cancelJob(job.id);
        }
        try {
            for (Job job : submitted) {
                await("job " + job.name, cluster.requestJobResult(job.id), deadline);
            }
        } finally {
            await("cluster", cluster.closeAsync(), deadline);
        }
    }

    /** What has failed by itself need not be stopped, and one that does not end in time does not keep the others. */
    private static void await(String part, CompletableFuture<?> end, long deadline) throws InterruptedException {
        try {
            end.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            LOG.atWarn().addKeyValue("part", part).log("flink did not stop in time; going on without it");
        } catch (ExecutionException e) {
            LOG.atDebug().addKeyValue("part", part).setCause(e).log("has ended before it was stopped");
        }
    }
}
