package io.citywatch.standalone.embedded;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An InfluxDB 1.6 server as a child process, on 127.0.0.1 and in a folder of its own.
 *
 * <p>Between this JVM and influxd stands a shell script, {@code influxd-child.sh}, which ends influxd when its standard input
 * closes. The other end of that pipe is held by this JVM alone, so influxd ends with it even when the JVM is killed. The script
 * and influxd hold a lock on the folder, and a start waits for the influxd of a killed JVM to end. The machine's own influxdb
 * service and any other influxd are never touched.
 *
 * <p>Thread-safe.
 */
public final class InfluxdProcess implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(InfluxdProcess.class);
    private static final String SCRIPT = script();

    /** How long influxd may take to end by itself before it is killed. */
    private static final Duration END_PATIENCE = Duration.ofSeconds(10);

    /** {@link #END_PATIENCE} and what the script needs to kill influxd and end. */
    private static final Duration KILL_PATIENCE = END_PATIENCE.plusSeconds(2);

    private static final Duration PING_INTERVAL = Duration.ofMillis(50);
    private static final Duration PING_TIMEOUT = Duration.ofSeconds(5);

    /**
     * How much the heap of influxd may grow over what lives in it before Go collects its garbage, in percent, as its variable GOGC:
     * Go's own 100 takes four tenths of influxd's processor time to mark the index and the write cache of a city again and again.
     */
    private static final String HEAP_GROWTH = "300";

    /**
     * The share of the machine's memory from which on Go's garbage collector works harder, as its variable GOMEMLIMIT; not a
     * limit. It has to be above what lives in influxd, or the collector never rests: 2 GiB for the series of 740,000 devices.
     */
    private static final int MEMORY_SHARE = 6;

    /** On a small machine: twice the write cache, in bytes. */
    private static final long LEAST_MEMORY_TARGET = 1L << 30;

    private final Process wrapper;
    private final InfluxdFolder folder;
    private final int port;
    private final CompletableFuture<Integer> exit;
    private volatile boolean answered;
    private volatile boolean closing;

    private InfluxdProcess(Process wrapper, InfluxdFolder folder, int port) {
        this.wrapper = wrapper;
        this.folder = folder;
        this.port = port;
        this.exit = wrapper.onExit().thenApply(this::ended);
    }

    /**
     * The machine's influxd: in a folder of {@code PATH}, else in {@code /usr/bin}, {@code /usr/sbin} or {@code /usr/local/bin}.
     *
     * @throws NoInfluxdException where InfluxDB 1 is not installed
     */
    public static Path findExecutable() throws InterruptedException {
        return InfluxdExecutable.find(InfluxdExecutable.folders(Objects.requireNonNullElse(System.getenv("PATH"), "")));
    }

    /**
     * Starts influxd and returns when it answers.
     *
     * @throws PortTakenException if something else listens on the given port
     * @throws NoInfluxdException if there is no influxd to run
     * @throws IllegalStateException if another one keeps the folder, or if it ends or does not answer in time; the message then
     *     carries the end of its log
     * @throws UncheckedIOException if its folder can't be written to
     */
    public static InfluxdProcess start(InfluxdOptions options) {
        InfluxdFolder folder = new InfluxdFolder(options.dataDir());
        try {
            Path executable = options.executable() == null ? findExecutable() : options.executable();
            Files.createDirectories(folder.path());
            awaitPredecessor(folder);
            InfluxdWriteLog.mend(folder.writeLog());
            int port = LoopbackPorts.claim(options.port(), "InfluxDB");
            folder.prepare(InfluxdConfig.of(options, port, LoopbackPorts.free()));
            InfluxdProcess influxd = new InfluxdProcess(spawn(executable, folder), folder, port);
            influxd.awaitAnswer(options.startTimeout());
            influxd.answered = true;
            log.atInfo().addKeyValue("address", influxd.url()).log("InfluxDB answers");
            return influxd;
        } catch (IOException e) {
            throw new UncheckedIOException("Can't start influxd in " + folder.path(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while starting influxd in " + folder.path(), e);
        }
    }

    public int port() {
        return port;
    }

    /** The address of its HTTP API, {@code http://127.0.0.1:port}. */
    public URI url() {
        return URI.create("http://" + LoopbackPorts.HOST + ":" + port);
    }

    /** Completed with influxd's exit status when it has ended, by {@link #close()} or by itself, and that was logged. */
    public CompletableFuture<Integer> onExit() {
        return exit.copy();
    }

    /** Where influxd wrote its log, once the next one has started in the same folder. */
    public Path logOfBefore() {
        return folder.logOfBefore();
    }

    /** Lets influxd end and kills it after 10 seconds; returns when it is gone. Does nothing the second time. */
    @Override
    public void close() {
        closing = true;
        boolean ended = false;
        try {
            wrapper.getOutputStream().close();
            ended = wrapper.waitFor(KILL_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException e) {
            log.atWarn().setCause(e).log("Can't tell influxd to end");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!ended) {
                List<ProcessHandle> children = wrapper.descendants().toList();
                wrapper.destroyForcibly();
                children.forEach(ProcessHandle::destroyForcibly);
            }
        }
    }

    /** Waits for the influxd that a killed JVM left to its script. */
    private static void awaitPredecessor(InfluxdFolder folder) throws IOException, InterruptedException {
        Process waiting = new ProcessBuilder(
                        "flock",
                        "-w",
                        Long.toString(KILL_PATIENCE.toSeconds()),
                        folder.lock().toString(),
                        "true")
                .inheritIO()
                .start();
        if (waiting.waitFor() != 0) {
            throw new IllegalStateException("Another influxd is using " + folder.path());
        }
    }

    private static Process spawn(Path executable, InfluxdFolder folder) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                "sh",
                "-c",
                SCRIPT,
                "influxd-child.sh",
                executable.toString(),
                folder.config().toString(),
                folder.log().toString(),
                folder.lock().toString(),
                Long.toString(END_PATIENCE.toSeconds()));
        builder.environment().putIfAbsent("GOGC", HEAP_GROWTH);
        builder.environment().putIfAbsent("GOMEMLIMIT", Long.toString(memoryTarget()));
        return builder.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.appendTo(folder.log().toFile()))
                .start();
    }

    /** In bytes. */
    private static long memoryTarget() {
        OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return Math.max(LEAST_MEMORY_TARGET, machine.getTotalMemorySize() / MEMORY_SHARE);
    }

    private void awaitAnswer(Duration timeout) throws InterruptedException {
        boolean answered = false;
        try {
            long deadline = System.nanoTime() + timeout.toNanos();
            while (!answers()) {
                if (wrapper.waitFor(PING_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw failure("ended with status %d".formatted(wrapper.exitValue()));
                }
                if (System.nanoTime() > deadline) {
                    throw failure("did not answer within %d s".formatted(timeout.toSeconds()));
                }
            }
            answered = true;
        } finally {
            if (!answered) {
                close();
            }
        }
    }

    private boolean answers() {
        try {
            HttpURLConnection ping =
                    (HttpURLConnection) url().resolve("/ping").toURL().openConnection();
            ping.setConnectTimeout((int) PING_TIMEOUT.toMillis());
            ping.setReadTimeout((int) PING_TIMEOUT.toMillis());
            return ping.getResponseCode() == HttpURLConnection.HTTP_NO_CONTENT;
        } catch (IOException e) {
            return false; // not yet; awaitAnswer says when to give up
        }
    }

    private IllegalStateException failure(String what) {
        return new IllegalStateException(
                "influxd in %s %s. The end of its log:%n%s".formatted(folder.path(), what, folder.logTail()));
    }

    private int ended(Process process) {
        int status = process.exitValue();
        // Before it answers, whoever starts it is told by an exception
        if (answered) {
            reportEnd(status);
        }
        return status;
    }

    private void reportEnd(int status) {
        if (closing) {
            log.atInfo().addKeyValue("address", url()).log("InfluxDB stopped");
        } else {
            log.atError()
                    .addKeyValue("exitCode", status)
                    .addKeyValue("log", folder.log())
                    .log("InfluxDB ended, and nobody here told it to");
        }
    }

    private static String script() {
        try (InputStream script = InfluxdProcess.class.getResourceAsStream("influxd-child.sh")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
