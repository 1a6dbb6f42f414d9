package io.citywatch.standalone.platform;

import io.citywatch.console.disk.LogDisk;
import io.citywatch.console.disk.LogDisk.Room;
import io.citywatch.jobs.influx.InfluxOptions;
import io.citywatch.standalone.embedded.InfluxdOptions;
import io.citywatch.standalone.embedded.InfluxdProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The InfluxDB that the platform writes to: somebody else's, or a child process that is started anew when it ends by itself.
 * Meanwhile the historian waits and the log keeps what is to be written.
 */
final class History implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(History.class);
    private static final long RESTART_SECONDS = 2;
    /** A start that is interrupted lets its influxd end, as a stop does. */
    private static final long END_SECONDS = 15;

    private final InfluxOptions server;
    private final @Nullable InfluxdOptions options;
    private final ScheduledExecutorService restarter = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "influxd-restarter");
        thread.setDaemon(true);
        return thread;
    });

    private @Nullable InfluxdProcess process;
    private boolean closed;

    private History(InfluxOptions server, @Nullable InfluxdOptions options, @Nullable InfluxdProcess process) {
        this.server = server;
        this.options = options;
        this.process = process;
    }

    /** Starts a server, or takes the one that the options name; returns when a server that was started answers. */
    static History start(PlatformOptions options, DataFolder data) {
        if (options.influx() != null) {
            return new History(options.influx(), null, null);
        }
        InfluxdOptions influxd = InfluxdOptions.ofHistory(data.influxdb())
                .withPort(options.ports().influx());
        InfluxdProcess process = InfluxdProcess.start(influxd);
        createDatabase(process);
        History history =
                new History(InfluxOptions.of(process.url().toString()), influxd.withPort(process.port()), process);
        history.watch(process);
        return history;
    }

    /** Makes the platform's database, so that a query finds it before the first point is written. */
    private static void createDatabase(InfluxdProcess process) {
        HttpRequest request = HttpRequest.newBuilder(process.url().resolve("/query"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("q=CREATE%20DATABASE%20" + InfluxOptions.DEFAULT_DATABASE))
                .build();
        try {
            var response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                process.close();
                throw new IllegalStateException("InfluxDB made no database: " + response.body());
            }
        } catch (IOException e) {
            process.close();
            throw new UncheckedIOException("InfluxDB made no database", e);
        } catch (InterruptedException e) {
            process.close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while InfluxDB's database was made", e);
        }
    }

    /** The server, and who writes to it and reads from it. */
    InfluxOptions server() {
        return server;
    }

    private void watch(InfluxdProcess running) {
        var unused = running.onExit().thenAccept(status -> {
            if (scheduleRestart()) {
                LOG.atInfo()
                        .addKeyValue("seconds", RESTART_SECONDS)
                        .addKeyValue("logOfBefore", running.logOfBefore())
                        .log("InfluxDB is started again; until it answers, the log keeps what is to be written");
            }
        });
    }

    /** Whether it will be started again. */
    private synchronized boolean scheduleRestart() {
        if (!closed) {
            restarter.schedule(this::restart, RESTART_SECONDS, TimeUnit.SECONDS);
        }
        return !closed;
    }

    /** Without the lock while InfluxDB reads its data back, which may take minutes: whoever closes does not wait for that. */
    private void restart() {
        if (options == null || isClosed()) {
            return;
        }
        try {
            take(InfluxdProcess.start(options));
        } catch (RuntimeException e) {
            if (!isClosed()) {
                LOG.atError().addKeyValue("reason", reason(e)).log("InfluxDB could not be started again; trying on");
                scheduleRestart();
            }
        }
    }

    /** What went wrong, in the words of whoever found it. */
    private static String reason(RuntimeException e) {
        return e instanceof UncheckedIOException io
                ? e.getMessage() + ": " + io.getCause()
                : String.valueOf(e.getMessage());
    }

    /**
     * Watches the disk of the server that was started here, if one was. An InfluxDB whose disk was full goes on refusing when there is
     * room again, since it keeps the error of the file that it was writing: it is started anew then.
     */
    AutoCloseable watchDisk() {
        if (options == null) {
            return () -> {};
        }
        return DiskWatch.start(options.dataDir(), new DiskWatch.Listener() {
            @Override
            public void seen(LogDisk.State state) {}

            @Override
            public void changed(Room before, Room now) {
                if (before == Room.NONE) {
                    startAnew();
                }
            }
        });
    }

    /** Lets the server end; that it is started again follows from its end. */
    private void startAnew() {
        InfluxdProcess running;
        synchronized (this) {
            running = process;
        }
        if (running != null) {
            LOG.atInfo().log("InfluxDB is started anew, since its disk was full");
            running.close();
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void take(InfluxdProcess started) {
        if (closed) {
            started.close();
        } else {
            process = started;
            watch(started);
        }
    }

    @Override
    public void close() {
        InfluxdProcess last;
        synchronized (this) {
            closed = true;
            last = process;
        }
        restarter.shutdownNow();
        if (last != null) {
            last.close();
        }
        try {
            if (!restarter.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                LOG.atWarn().addKeyValue("seconds", END_SECONDS).log("InfluxDB's start did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
