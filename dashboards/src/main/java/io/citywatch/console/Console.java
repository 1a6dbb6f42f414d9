package io.citywatch.console;

import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.metric.NoopMeterRegistry;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import io.citywatch.console.access.AccessControl;
import io.citywatch.console.access.ConsoleTokens;
import io.citywatch.console.access.RevokedTokens;
import io.citywatch.console.action.ActionDesk;
import io.citywatch.console.disk.LogDisk;
import io.citywatch.console.history.History;
import io.citywatch.console.http.ConsoleService;
import io.citywatch.console.http.LiveFeed;
import io.citywatch.console.http.Vitals;
import io.citywatch.console.meter.ConsoleMeter;
import io.citywatch.console.stream.EventStream;
import io.citywatch.console.view.DeviceView;
import io.citywatch.console.view.HistoryWatch;
import io.citywatch.console.view.HistoryWatch.Behind;
import io.citywatch.console.view.KnownDevices;
import io.citywatch.console.view.LogFollower;
import io.citywatch.console.view.UplinkWatch;
import io.citywatch.console.view.Views;
import io.citywatch.outward.OutwardBoard;
import io.citywatch.outward.notice.Devices;
import io.citywatch.telemetry.alarm.Severity;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operators' console, running: its page, its API and its event stream.
 *
 * <p>It reads the log and InfluxDB and appends operators' actions to the log; it knows none of the jobs. It can be stopped
 * and started at any time, and any number of them can run side by side.
 */
public final class Console implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Console.class);

    /** The page itself is a few requests; streams cost no thread. */
    private static final int EVENT_LOOPS = 2;
    /** Calls that take a while: a search among all devices, a page of meters. */
    private static final int SLOW_CALLS = 4;
    /** Calls that wait for the log and the alarm job: at most some seconds each. */
    private static final int WAITING_ACTIONS = 8;
    /** Calls that wait for InfluxDB, and those that wait for one of these to end. */
    private static final int WAITING_FOR_HISTORY = 4;

    private static final int MOST_QUEUED = 32;

    private static final Duration CENSUS_INTERVAL = Duration.ofSeconds(1);
    /** A page takes the connection for lost after three of these without a word. */
    private static final Duration STATE_INTERVAL = Duration.ofSeconds(4);

    /** How often revoked tokens are looked for, and who may listen no more. */
    private static final Duration ACCESS_LOOK = Duration.ofSeconds(2);

    /** Answers that are on their way are this quick, or else they wait for something that is away. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private static final Duration PING_INTERVAL = Duration.ofSeconds(5);

    /** What is to be closed, last opened first. */
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private final AtomicBoolean closed = new AtomicBoolean();
    private int httpPort;
    private Devices devices = Devices.UNKNOWN;

    private Console() {}

    /**
     * Starts a console and returns when it answers; it catches up with the log meanwhile, as {@code /health} says.
     *
     * @param meters where it counts; a Prometheus registry, or a composite with one, is served on {@code /metrics}
     * @throws ConsoleException when it can't be started; the message says what is in the way
     */
    public static Console start(ConsoleOptions options, MeterRegistry meters) {
        return start(options, new Beside(new OutwardBoard(), new LogDisk()), meters);
    }

    /**
     * What others in this process tell the console.
     *
     * @param outside how things stand with the receivers outside, and who speaks to them
     * @param disk how much room the log has
     */
    public record Beside(OutwardBoard outside, LogDisk disk) {}

    /** The same, with what others in this process tell it. */
    public static Console start(ConsoleOptions options, Beside beside, MeterRegistry meters) {
        Console console = new Console();
        try {
            console.open(options, beside, meters, InstantSource.system());
        } catch (RuntimeException e) {
            console.close();
            throw e;
        }
        log.atInfo()
                .addKeyValue("address", options.listen().bindAddress() + ':' + console.httpPort)
                .log("The console answers");
        return console;
    }

    /** The port it listens on. */
    public int httpPort() {
        return httpPort;
    }

    /** The devices that the console knows, for others in this process: one city's register is enough in one memory. */
    public Devices devices() {
        return devices;
    }

    private void open(ConsoleOptions options, Beside beside, MeterRegistry meters, InstantSource clock) {
        RevokedTokens revoked = readable(() -> RevokedTokens.open(options.keysFolder()));
        AccessControl access = new AccessControl(
                readable(() -> ConsoleTokens.open(options.keysFolder())),
                revoked,
                options.listen().hostNames(),
                options.autoSignIn(),
                clock);
        LogClients clients = new LogClients(options.bootstrapServers());
        Views views = Views.empty();
        History history = opened(History.open(options.influxdb(), meters));
        AtomicBoolean historyUp = new AtomicBoolean();
        EventStream stream = new EventStream(meters);

        LogFollower follower = opened(new LogFollower(clients::follower, views, meters));
        devices = new KnownDevices(views.devices(), follower);
        HistoryWatch behind = opened(new HistoryWatch(clients::historyWatcher, clock));
        Vitals vitals = new Vitals(
                options.bootstrapServers(),
                follower::state,
                views.figures()::age,
                historyUp::get,
                behind::behind,
                beside.disk()::state);
        ActionDesk desk = new ActionDesk(views, opened(clients.producer()), clock, meters);
        ConsoleService service = new ConsoleService(
                access,
                new ConsoleService.State(views, options.programme(), vitals, clock, beside.outside()),
                desk,
                history,
                stream,
                new ConsoleService.WaitingRooms(
                        waiting("console-action", WAITING_ACTIONS, new LinkedBlockingQueue<>()),
                        waiting("console-history", WAITING_FOR_HISTORY, new ArrayBlockingQueue<>(MOST_QUEUED))),
                meters);
        LiveFeed feed = service.feed();
        UplinkWatch uplink = opened(new UplinkWatch(clients::glancer, stream::hasClients, feed::sampled));

        count(views, uplink, meters);
        count(behind, meters);
        follower.start(feed);
        uplink.start();
        ScheduledExecutorService timers = timers();
        repeat(timers, CENSUS_INTERVAL, feed::publishCensus);
        repeat(timers, STATE_INTERVAL, feed::publishState);
        repeat(timers, ACCESS_LOOK, () -> {
            revoked.reload();
            stream.look();
        });
        repeat(timers, PING_INTERVAL, () -> historyUp.set(history.isUp()));
        repeat(timers, PING_INTERVAL, behind::look);

        serve(options.listen(), service);
        // Streams have no end of their own, and a server waits for what is on its way.
        opened(stream);
    }

    private static <T> T readable(KeyFile<T> file) {
        try {
            return file.read();
        } catch (IOException e) {
            throw new ConsoleException("The console's keys can't be used: " + e.getMessage(), e);
        }
    }

    /** A file of the keys' folder, which is read. */
    private interface KeyFile<T> {
        T read() throws IOException;
    }

    private static void count(Views views, UplinkWatch uplink, MeterRegistry meters) {
        for (Severity severity : Severity.values()) {
            ConsoleMeter.ALARMS_STANDING.gauge(
                    meters, views.alarms(), alarms -> alarms.standing(severity), "severity", severity.text());
        }
        ConsoleMeter.DEVICES_KNOWN.gauge(meters, views.devices(), DeviceView::size);
        ConsoleMeter.READINGS_PER_SECOND.gauge(meters, uplink, UplinkWatch::messagesPerSecond);
    }

    private static void count(HistoryWatch watch, MeterRegistry meters) {
        ConsoleMeter.HISTORY_BEHIND.gauge(meters, watch, seen -> {
            Behind behind = seen.behind();
            return behind == null ? Double.NaN : behind.seconds();
        });
        ConsoleMeter.HISTORY_BACKLOG.gauge(meters, watch, seen -> {
            Behind behind = seen.behind();
            return behind == null ? Double.NaN : behind.records();
        });
    }

    private ExecutorService waiting(String name, int threads, BlockingQueue<Runnable> queue) {
        ThreadPoolExecutor room =
                new ThreadPoolExecutor(threads, threads, 1, TimeUnit.MINUTES, queue, task -> new Thread(task, name));
        room.allowCoreThreadTimeOut(true);
        opened(room::shutdownNow);
        return room;
    }

    private ScheduledExecutorService timers() {
        // So many threads that what waits, for InfluxDB or for the log, does not hold the signs of life back.
        ScheduledExecutorService timers =
                Executors.newScheduledThreadPool(3, task -> new Thread(task, "console-timer"));
        opened(timers::shutdownNow);
        return timers;
    }

    private static void repeat(ScheduledExecutorService timers, Duration interval, Runnable task) {
        timers.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        // A task that threw would not be run again.
                        log.atError().setCause(e).log("A periodic task of the console failed");
                    }
                },
                0,
                interval.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void serve(ConsoleOptions.Listen listen, ConsoleService service) {
        ServerBuilder builder = Server.builder()
                .port(new InetSocketAddress(listen.bindAddress(), listen.httpPort()), SessionProtocol.HTTP)
                .workerGroup(EVENT_LOOPS)
                .blockingTaskExecutor(SLOW_CALLS)
                .gracefulShutdownTimeout(GRACE, GRACE.multipliedBy(2))
                // The console's own meters are the documented ones.
                .meterRegistry(NoopMeterRegistry.get())
                .disableServerHeader();
        service.addTo(builder);
        Server server = builder.build();
        opened(server);
        try {
            server.start().join();
        } catch (CompletionException e) {
            throw new ConsoleException(
                    "The console can't listen on " + listen.bindAddress() + " port " + listen.httpPort() + ": "
                            + reason(e),
                    e);
        }
        httpPort = server.activeLocalPort();
        InetSocketAddress address = server.activePort().localAddress();
        if (!address.getAddress().isLoopbackAddress()) {
            log.atWarn()
                    .addKeyValue("address", listen.bindAddress() + ':' + httpPort)
                    .log(
                            "The console speaks no TLS: tokens and sessions can be read on the way, unless a proxy that does is before it");
        }
    }

    private static String reason(CompletionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage());
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    /** Ends every stream, answers what is on its way, and stops. Does nothing the second time. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                log.atWarn().setCause(e).log("A part of the console did not close well");
            }
        }
    }
}
