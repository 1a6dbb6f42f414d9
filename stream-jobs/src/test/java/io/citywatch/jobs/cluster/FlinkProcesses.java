package io.citywatch.jobs.cluster;

import static org.awaitility.Awaitility.await;

import io.citywatch.standalone.embedded.LoopbackPorts;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;

/**
 * A standalone Flink cluster: a JobManager and TaskManagers, each a JVM of its own that has Flink's jars and none of ours.
 *
 * <p>Its configuration is the one that the page about clusters shows, with the addresses and sizes of a test.
 */
final class FlinkProcesses implements AutoCloseable {
    static final int SLOTS_PER_TASK_MANAGER = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path ROOT = Path.of(System.getProperty("citywatch.root"));

    /** What the processes say stays there for whoever looks for the reason of a failure. */
    private static final Path LOGS = ROOT.resolve("stream-jobs/target/cluster-logs");

    private final Path confDir;
    private final URI rest;
    private Process jobManager;
    private final Map<String, Process> taskManagers = new LinkedHashMap<>();

    private FlinkProcesses(Path confDir, URI rest, Process jobManager) {
        this.confDir = confDir;
        this.rest = rest;
        this.jobManager = jobManager;
    }

    /** Starts a JobManager with that configuration beside what a test needs, and waits until its REST API answers. */
    static FlinkProcesses start(Path folder, Map<String, String> configuration) throws IOException {
        int restPort = LoopbackPorts.free();
        Map<String, String> settings = new LinkedHashMap<>(configuration);
        settings.put("jobmanager.rpc.address", "127.0.0.1");
        settings.put("jobmanager.rpc.port", String.valueOf(LoopbackPorts.free()));
        settings.put("jobmanager.bind-host", "127.0.0.1");
        settings.put("rest.address", "127.0.0.1");
        settings.put("rest.bind-address", "127.0.0.1");
        settings.put("rest.port", String.valueOf(restPort));
        settings.put("taskmanager.host", "127.0.0.1");
        settings.put("taskmanager.bind-host", "127.0.0.1");
        // What Flink's start scripts work out of the size of the process
        settings.put("taskmanager.cpu.cores", "1.0");
        settings.put("taskmanager.memory.framework.heap.size", "128m");
        settings.put("taskmanager.memory.framework.off-heap.size", "128m");
        settings.put("taskmanager.memory.jvm-metaspace.size", "256m");
        settings.put("taskmanager.memory.jvm-overhead.min", "192m");
        settings.put("taskmanager.memory.jvm-overhead.max", "192m");
        settings.put("taskmanager.memory.task.heap.size", "192m");
        settings.put("taskmanager.memory.task.off-heap.size", "16m");
        settings.put("taskmanager.memory.network.min", "48m");
        settings.put("taskmanager.memory.network.max", "48m");
        settings.put("taskmanager.memory.managed.size", "192m");
        settings.put("taskmanager.numberOfTaskSlots", String.valueOf(SLOTS_PER_TASK_MANAGER));
        settings.put("taskmanager.load-balance.mode", "SLOTS");
        settings.put("metrics.fetcher.update-interval", "1 s");
        settings.put("heartbeat.interval", "500 ms");
        settings.put("heartbeat.timeout", "4 s");
        settings.put(
                "io.tmp.dirs", Files.createDirectories(folder.resolve("tmp")).toString());
        Path confDir = Files.createDirectories(folder.resolve("conf"));
        Files.write(
                confDir.resolve("config.yaml"),
                settings.entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + entry.getValue())
                        .toList());
        FlinkProcesses flink =
                new FlinkProcesses(confDir, URI.create("http://127.0.0.1:" + restPort), launchJobManager(confDir));
        flink.awaitJobManager();
        return flink;
    }

    private static Process launchJobManager(Path confDir) throws IOException {
        return launch(confDir, "jobmanager", "256m", StandaloneSessionClusterEntrypoint.class, List.of());
    }

    private void awaitJobManager() {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .failFast("the JobManager ended", () -> !jobManager.isAlive())
                .until(() -> client().taskManagers() != null);
    }

    /** Kills the JobManager's process, as {@code kill -9} does. */
    void killJobManager() throws InterruptedException {
        jobManager.destroyForcibly().waitFor();
    }

    /** Starts a JobManager anew, and waits until its REST API answers. */
    void restartJobManager() throws IOException {
        jobManager = launchJobManager(confDir);
        awaitJobManager();
    }

    /** Starts a TaskManager of that name. Its slots are there a little later. */
    void startTaskManager(String name) throws IOException {
        taskManagers.put(
                name,
                launch(confDir, name, "320m", TaskManagerRunner.class, List.of("-Dtaskmanager.resource-id=" + name)));
    }

    /** Waits until as many TaskManagers have registered as were started and not killed. */
    void awaitTaskManagers() {
        await().atMost(PATIENCE)
                .failFast("a TaskManager ended", () -> !taskManagers.values().stream()
                        .allMatch(Process::isAlive))
                .until(() -> client().taskManagers().equals(taskManagers.keySet()));
    }

    /** Kills a TaskManager's process, as {@code kill -9} does. */
    void kill(String name) throws InterruptedException {
        Process process = taskManagers.remove(name);
        process.destroyForcibly().waitFor();
    }

    FlinkClient client() {
        return new FlinkClient(rest);
    }

    private static Process launch(Path confDir, String name, String heap, Class<?> main, List<String> arguments)
            throws IOException {
        List<String> all = new ArrayList<>(List.of("--configDir", confDir.toString()));
        all.addAll(arguments);
        return launch(name, heap, main, all);
    }

    /** Starts a JVM with Flink's jars and none of ours. */
    static Process launch(String name, String heap, Class<?> main, List<String> arguments) throws IOException {
        Files.createDirectories(LOGS);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "@" + ROOT.resolve("standalone/jvm.options"),
                "-Dlogback.configurationFile=" + ROOT.resolve("standalone/logback-test.xml"),
                "-cp",
                String.join(File.pathSeparator, FlinkDistribution.jars()),
                main.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(LOGS.resolve(name + ".log").toFile())
                .start();
    }

    @Override
    public void close() throws InterruptedException {
        List<Process> all = new ArrayList<>(taskManagers.values());
        all.add(jobManager);
        for (Process process : all) {
            process.destroyForcibly().waitFor();
        }
    }
}
