package io.citywatch.standalone.command;

import io.citywatch.standalone.platform.Platform;
import io.citywatch.standalone.platform.PlatformOptions;
import io.citywatch.standalone.platform.PlatformOptions.Links;
import io.citywatch.standalone.platform.PortOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./citywatch demo}: the whole platform on this machine, until it is told to stop. */
@Command(
        name = "demo",
        description = "Starts the whole platform on this machine, with a simulated city, and stops it on Ctrl-C.",
        showDefaultValues = true,
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--sim",
            paramLabel = "SIZE",
            defaultValue = "small",
            description = "The simulated city: none, small (about 2,000 devices) or city (751,100, all of the year's).")
    private PlatformOptions.City sim = PlatformOptions.City.SMALL;

    @Option(
            names = "--for",
            paramLabel = "SECONDS",
            description = "Stops by itself so many seconds after it is up. Default: runs until Ctrl-C.")
    private @Nullable Long stopAfterSeconds;

    @Option(
            names = "--flush-every-message",
            description =
                    "Syncs the log to disk before each acknowledgement, which then survives a crash of the machine "
                            + "and not only of the process. Slower. Default: off.")
    private boolean flushEveryMessage;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "Changes a setting of the gateway or the bridge, e.g. --set gateway.maxConnections=5000. May be given"
                            + " several times; docs/reference.md lists them all.")
    private Map<String, String> settings = Map.of();

    @Option(
            names = "--open-topics",
            description = "For trying the protocol: lets every MQTT client of this machine in, without credentials, to "
                    + "publish and subscribe on every topic. Default: off.")
    private boolean openTopics;

    @Option(
            names = "--receivers",
            paramLabel = "FILE",
            description =
                    "Tells the receivers in this file of alarms (docs/outward.md). Default: receivers.json in the data"
                            + " folder, if there is one.")
    private @Nullable Path receivers;

    @Mixin
    private final DataOption data = new DataOption();

    @Mixin
    private final InfluxOption influx = new InfluxOption();

    @Mixin
    private final DemoPorts ports = new DemoPorts();

    @Mixin
    private final BridgeOption bridge = new BridgeOption();

    @Mixin
    private final DemoPage page = new DemoPage();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (spec == null) {
            throw new IllegalStateException("called without a command line");
        }
        if (stopAfterSeconds != null && stopAfterSeconds < 0) {
            throw new ParameterException(spec.commandLine(), "--for " + stopAfterSeconds + " is below 0");
        }
        PortOptions chosen = ports.choose(!influx.isGiven());
        Links links = new Links(gatewaySettings(), bridge.options(settings), receivers);
        PlatformOptions options = new PlatformOptions(
                data.folder(), chosen, sim, influx.server(), flushEveryMessage, links, page.options());
        UntilStopped stopping = UntilStopped.within(Duration.ofSeconds(Platform.STOP_SECONDS));
        try (Platform platform = stopping.start(() -> Platform.start(options))) {
            if (platform != null) {
                spec.commandLine().getOut().println(platform.readyLine());
                spec.commandLine().getOut().flush();
                stopping.await(stopAfterSeconds);
            }
        } finally {
            stopping.closed();
        }
        return 0;
    }

    private Map<String, String> gatewaySettings() {
        Map<String, String> all = new HashMap<>(BridgeOption.others(settings));
        if (openTopics) {
            all.put("gateway.openTopics", "true");
        }
        return all;
    }
}
