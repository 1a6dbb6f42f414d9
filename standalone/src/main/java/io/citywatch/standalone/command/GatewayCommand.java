package io.citywatch.standalone.command;

import io.citywatch.ingest.Gateway;
import io.citywatch.ingest.GatewayOptions;
import io.citywatch.ingest.SettingReader;
import io.citywatch.ingest.TlsOptions;
import io.citywatch.ingest.log.LogSetup;
import io.citywatch.standalone.platform.StartupException;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./citywatch gateway}: the gateway alone, before a Kafka cluster, until it is told to stop. */
@Command(
        name = "gateway",
        description = "Starts the MQTT gateway alone, for a platform on several machines, and stops it on a signal.",
        mixinStandardHelpOptions = true)
public final class GatewayCommand implements Callable<Integer> {
    private static final String CERTIFICATE = "gateway.certificateChain";
    private static final int MQTTS_PORT = 8883;

    @Mixin
    private final LogOption log = new LogOption();

    @Option(
            names = "--keys",
            paramLabel = "DIR",
            required = true,
            description = "The folder with mqtt.key, from which passwords are derived.")
    private @Nullable Path keys;

    @Option(
            names = "--uplink-partitions",
            paramLabel = "N",
            description =
                    "Into how many partitions the uplink is divided when its topic is made, 1 or more. Default: 4.")
    private int uplinkPartitions = LogSetup.DEFAULT_UPLINK_PARTITIONS;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Changes a setting of the gateway; docs/reference.md lists them. TLS needs " + CERTIFICATE
                    + " and gateway.privateKey.")
    private Map<String, String> settings = Map.of();

    @Override
    public Integer call() throws Exception {
        Gateway gateway;
        try {
            gateway = start();
        } catch (KafkaException e) {
            throw log.away(e);
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            throw new StartupException("the gateway can't be started: " + e.getMessage());
        }
        System.out.println("gateway is up: mqtt " + gateway.mqttPort());
        UntilStopped.run(gateway);
        return 0;
    }

    /** Makes the log's topics that are missing, and starts the gateway. */
    public Gateway start() throws IOException, InterruptedException {
        if (keys == null) {
            throw new IllegalStateException("called without a command line");
        }
        GatewayOptions options = GatewayOptions.defaults(log.bootstrapServers(), keys);
        if (settings.containsKey(CERTIFICATE)) {
            options = options.withTls(new TlsOptions(MQTTS_PORT, keys, keys, null));
        }
        GatewayOptions chosen = SettingReader.apply(options, settings);
        System.err.println("citywatch: looking for the log at " + log.bootstrapServers() + ", for a minute at most");
        LogSetup.createTopics(log.bootstrapServers(), uplinkPartitions, LogSetup.DEFAULT_RETENTION);
        return Gateway.start(chosen, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    }
}
