package io.citywatch.devices.cli;

import io.citywatch.devices.AckListener;
import io.citywatch.devices.Simulator;
import io.citywatch.devices.SimulatorOptions;
import io.citywatch.devices.SimulatorStatus;
import io.citywatch.devices.city.CityOptions;
import io.citywatch.devices.fleet.FleetPlan;
import io.citywatch.devices.link.LinkOptions;
import io.citywatch.telemetry.codec.Convention;
import io.citywatch.telemetry.programme.Programme;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code citywatch sim}: a simulated city against a platform that runs already, until Ctrl-C. */
@Command(
        name = "sim",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Simulates a city's devices against a platform that runs already, until Ctrl-C.")
public final class SimCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    /** Long enough to say goodbye to the platform. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(8);

    @Mixin
    private Terminal terminal = new Terminal();

    @Mixin
    private EndpointOptions endpoint = new EndpointOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "SIZE",
            defaultValue = "small",
            description =
                    "Which city: tiny (100 devices), small (about 2,000) or city (751,100) (default: ${DEFAULT-VALUE}).")
    private FleetPlan.Size size = FleetPlan.Size.SMALL;

    @Option(
            names = "--convention",
            paramLabel = "NAME",
            defaultValue = "json",
            converter = ConventionConverter.class,
            description =
                    "In which convention devices write: json, senml-json, senml-cbor, sparkplug-b, or thingsboard, where"
                            + " each has a connection of its own, for the city tiny only (default: ${DEFAULT-VALUE}).")
    private Convention convention = Convention.JSON;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "What is drawn by chance follows from it; the same seed says the same (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            description =
                    "How often every device reports, from 0.001 to 3,456,000 (default: as its kind does in that city).")
    private @Nullable Double intervalSeconds;

    @Option(
            names = "--speed",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "How many times faster devices report and the day passes, up to 100,000; incidents keep their pace"
                            + " (default: ${DEFAULT-VALUE}).")
    private double speed;

    @Option(
            names = "--births",
            paramLabel = "SECONDS",
            description =
                    "Over how long the births are spread at the beginning, up to 86,400 (default: 2 for tiny, 10 for small, 150 for city).")
    private @Nullable Double birthsSeconds;

    @Option(
            names = "--incidents",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Leaks, tilted covers, silence, installations now and then (default: ${DEFAULT-VALUE}).")
    private boolean incidents;

    @Option(
            names = "--concentrators",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Connections for each district, 1 to 100; for the city with sparkplug-b, where at most 4,096 devices share one,"
                            + " 38 or more (default: ${DEFAULT-VALUE}).")
    private int concentrators;

    @Option(
            names = "--window",
            paramLabel = "N",
            defaultValue = "500",
            description =
                    "Messages of a connection without acknowledgement at a time, 1 to 65,535 (default: ${DEFAULT-VALUE}).")
    private int window;

    @Option(
            names = "--backlog",
            paramLabel = "N",
            defaultValue = "20000",
            description =
                    "Readings that a connection keeps while they can't be sent; then the oldest are dropped (default:"
                            + " ${DEFAULT-VALUE}).")
    private int backlog;

    @Option(
            names = "--progress",
            paramLabel = "FILE",
            description = "Keeps there which devices were installed and replaced, so that the next run has them too.")
    private @Nullable Path progressFile;

    @Option(
            names = "--acknowledged",
            paramLabel = "FILE",
            description = "Writes there a line device,channel,t for each message that the platform acknowledged.")
    private @Nullable Path acknowledgedFile;

    @Option(
            names = "--report",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How often to print how it is going; 0: never (default: ${DEFAULT-VALUE}).")
    private int reportSeconds;

    @Option(
            names = "--for",
            paramLabel = "SECONDS",
            description = "Stops by itself after so long, 1 or more (default: goes on until Ctrl-C).")
    private @Nullable Integer forSeconds;

    @Override
    public Integer call() throws InterruptedException {
        try (AckLog acks = acknowledgedFile == null ? null : new AckLog(acknowledgedFile)) {
            return run(options(), acks == null ? AckListener.NOBODY : acks);
        } catch (IOException e) {
            terminal.complain("sim: " + e.getMessage());
            return FAILED;
        }
    }

    private SimulatorOptions options() throws IOException {
        if (reportSeconds < 0 || (forSeconds != null && forSeconds < 1)) {
            throw terminal.wrongOption("--for is 1 or more, and --report 0 or more");
        }
        if (convention == Convention.THINGSBOARD && size != FleetPlan.Size.TINY) {
            throw terminal.wrongOption("thingsboard opens a connection for each device: choose the city tiny");
        }
        try {
            return new SimulatorOptions(
                    new CityOptions(size, seed, duration(intervalSeconds), speed, duration(birthsSeconds), incidents),
                    Programme.bundled(),
                    endpoint.endpoint(),
                    new LinkOptions(concentrators, window, backlog, convention),
                    progressFile);
        } catch (IllegalArgumentException e) {
            throw terminal.wrongOption(String.valueOf(e.getMessage()));
        }
    }

    private int run(SimulatorOptions options, AckListener acks) throws IOException, InterruptedException {
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Thread hook = new Thread(() -> stopAndWait(stop, stopped), "citywatch-simulator-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return simulate(options, acks, stop);
        } finally {
            stopped.countDown();
            if (stop.getCount() > 0) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        }
    }

    private int simulate(SimulatorOptions options, AckListener acks, CountDownLatch stop)
            throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        long endNanos = forSeconds == null ? Long.MAX_VALUE : startNanos + TimeUnit.SECONDS.toNanos(forSeconds);
        Simulator simulator = Simulator.start(options, acks);
        SimulatorStatus first = simulator.status();
        SimulatorStatus last = first;
        boolean hopeless = false;
        try (simulator) {
            long reportNanos = reportSeconds == 0 ? Long.MAX_VALUE : TimeUnit.SECONDS.toNanos(reportSeconds);
            long lastNanos = startNanos;
            while (!stop.await(200, TimeUnit.MILLISECONDS) && System.nanoTime() < endNanos && !hopeless) {
                SimulatorStatus status = simulator.status();
                hopeless = status.hopeless();
                long now = System.nanoTime();
                if (now - lastNanos >= reportNanos) {
                    terminal.print("sim: " + status.line(last, (now - lastNanos) / 1e9));
                    last = status;
                    lastNanos = now;
                }
            }
        }
        SimulatorStatus end = simulator.status();
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        terminal.print("sim: ended after " + Math.round(seconds) + " s; " + end.line(first, seconds));
        boolean unheard = end.messages().said() > 0 && end.messages().acknowledged() == 0;
        return hopeless || unheard ? FAILED : CommandLine.ExitCode.OK;
    }

    private static void stopAndWait(CountDownLatch stop, CountDownLatch stopped) {
        stop.countDown();
        try {
            if (!stopped.await(LAST_WORDS.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println("sim: ended without a farewell");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static @Nullable Duration duration(@Nullable Double seconds) {
        return seconds == null ? null : Duration.ofNanos(Math.round(seconds * 1e9));
    }
}
