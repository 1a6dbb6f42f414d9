package io.citywatch.standalone.command;

import io.citywatch.ingest.LogOptions;
import io.citywatch.ingest.SettingReader;
import io.citywatch.ingest.bridge.Bridge;
import io.citywatch.ingest.bridge.BridgeOptions;
import io.citywatch.standalone.platform.StartupException;
import io.citywatch.standalone.platform.WrongOptionException;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./citywatch bridge}: a bridge alone, from a city's own broker to a Kafka cluster, until it is told to stop. */
@Command(
        name = "bridge",
        description =
                "Starts a bridge from a city's own MQTT broker alone, for a platform on several machines whose gateway"
                        + " has made the log's topics, and stops it on a signal.",
        mixinStandardHelpOptions = true)
public final class BridgeCommand implements Callable<Integer> {
    @Mixin
    private final LogOption log = new LogOption();

    @Mixin
    private final BridgeOption broker = new BridgeOption();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "Changes a setting of the bridge or its gateway.log.…, e.g. --set bridge.clientId=bridge-2. May be"
                            + " given several times; docs/reference.md lists them all.")
    private Map<String, String> settings = Map.of();

    @Override
    public Integer call() throws Exception {
        BridgeOptions options = options();
        Bridge bridge = start(options);
        System.out.println("bridge is up: " + options.broker().url() + ", to which it connects by itself");
        UntilStopped.run(bridge);
        return 0;
    }

    /** Starts the bridge; it connects by itself. */
    public Bridge start() {
        return start(options());
    }

    private Bridge start(BridgeOptions options) {
        LogOptions logOptions = logOptions();
        try {
            Bridge.requireFiles(options);
            log.await(LogOption.SERVER_PATIENCE, new PrintWriter(System.err, true));
            return Bridge.start(options, logOptions, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        } catch (IOException e) {
            throw new StartupException("the bridge can't be started: " + e.getMessage());
        }
    }

    private BridgeOptions options() {
        BridgeOptions chosen = broker.options(settings);
        if (chosen == null) {
            throw new WrongOptionException("--bridge has to say where the city's broker is");
        }
        return chosen;
    }

    private LogOptions logOptions() {
        try {
            return SettingReader.apply(LogOptions.standard(log.bootstrapServers()), BridgeOption.others(settings));
        } catch (IllegalArgumentException e) {
            throw new WrongOptionException("--set: " + e.getMessage());
        }
    }
}
