package io.citywatch.standalone.command;

import io.citywatch.console.Console;
import io.citywatch.console.ConsoleException;
import io.citywatch.console.ConsoleOptions;
import io.citywatch.console.access.ConsoleTokens;
import io.citywatch.jobs.influx.InfluxOptions;
import io.citywatch.standalone.platform.InfluxAccess;
import io.citywatch.standalone.platform.StartupException;
import io.citywatch.standalone.platform.WrongOptionException;
import io.citywatch.telemetry.programme.Programme;
import io.citywatch.telemetry.programme.ProgrammeException;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./citywatch console}: the operators' console alone, beside a Kafka cluster, until it is told to stop. */
@Command(
        name = "console",
        description =
                "Starts the operators' console alone, for a platform on several machines, and stops it on a signal. It needs"
                        + " --keys and --influx.",
        mixinStandardHelpOptions = true)
public final class ConsoleCommand implements Callable<Integer> {
    @Mixin
    private final LogOption log = new LogOption();

    @Mixin
    private final InfluxOption influx = new InfluxOption();

    @Mixin
    private final KeysOption keys = new KeysOption();

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description = "The address on which it listens. Default: 127.0.0.1.")
    private String bindAddress = ConsoleOptions.Listen.LOOPBACK;

    @Option(names = "--http-port", paramLabel = "PORT", description = "Its port. Default: 8080.")
    private int httpPort = 8080;

    @Mixin
    private final HostNameOption hostNames = new HostNameOption();

    @Option(names = "--programme", paramLabel = "FILE", description = "The year's programme. Default: the bundled one.")
    private @Nullable Path programme;

    @Override
    public Integer call() throws Exception {
        Console console;
        try {
            console = start();
        } catch (ConsoleException e) {
            throw new StartupException(String.valueOf(e.getMessage()));
        }
        System.out.println("console is up: http " + console.httpPort());
        UntilStopped.run(console);
        return 0;
    }

    private ConsoleOptions.Listen listen() {
        try {
            return new ConsoleOptions.Listen(bindAddress, httpPort, hostNames.names());
        } catch (IllegalArgumentException e) {
            throw new WrongOptionException(String.valueOf(e.getMessage()));
        }
    }

    private Programme programme() {
        try {
            return programme == null ? Programme.bundled() : Programme.load(programme);
        } catch (ProgrammeException e) {
            throw new StartupException("--programme: " + e.getMessage());
        }
    }

    /** Starts the console. */
    public Console start() throws InterruptedException {
        InfluxOptions history = influx.server();
        if (history == null) {
            throw new WrongOptionException(
                    "--influx is missing: name the InfluxDB with the history, e.g. --influx http://127.0.0.1:8086");
        }
        ConsoleOptions.Listen listen = listen();
        Path folder = keys.folderWith(ConsoleTokens.KEY_FILE);
        InfluxAccess.require(history);
        return Console.start(
                new ConsoleOptions(
                        listen, log.bootstrapServers(), InfluxAccess.ofConsole(history), folder, programme(), null),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    }
}
