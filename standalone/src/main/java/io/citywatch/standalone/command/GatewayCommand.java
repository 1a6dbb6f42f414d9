package io.citywatch.standalone.command;

import io.citywatch.ingest.Gateway;
import io.citywatch.ingest.GatewayOptions;
import io.citywatch.ingest.SettingReader;
import io.citywatch.ingest.TlsOptions;
import io.citywatch.ingest.credentials.KeyFolder;
import io.citywatch.ingest.log.LogSetup;
import io.citywatch.standalone.platform.StartupException;
import io.citywatch.standalone.platform.WrongOptionException;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
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

    @Mixin
    private final KeysOption keys = new KeysOption();

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
        } catch (IOException | IllegalStateException e) {
            throw new StartupException("the gateway can't be started: " + e.getMessage());
        }
        System.out.println("gateway is up: mqtt " + gateway.mqttPort());
        UntilStopped.run(gateway);
        return 0;
    }

    /** Makes the log's topics that are missing, and starts the gateway. */
    public Gateway start() throws IOException, InterruptedException {
        if (uplinkPartitions < 1) {
            throw new WrongOptionException("--uplink-partitions " + uplinkPartitions + " is below 1");
        }
        GatewayOptions chosen = chosen(keys.folderWith(KeyFolder.CURRENT_KEY));
        log.await(LogOption.SERVER_PATIENCE, new PrintWriter(System.err, true));
        LogSetup.createTopics(log.bootstrapServers(), uplinkPartitions, LogSetup.DEFAULT_RETENTION);
        return Gateway.start(chosen, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    }

    private GatewayOptions chosen(Path keyFolder) {
        try {
            GatewayOptions options = GatewayOptions.defaults(log.bootstrapServers(), keyFolder);
            if (settings.containsKey(CERTIFICATE)) {
                options = options.withTls(new TlsOptions(MQTTS_PORT, keyFolder, keyFolder, null));
            }
            return SettingReader.apply(options, settings);
        } catch (IllegalArgumentException e) {
            throw new WrongOptionException("--set: " + e.getMessage());
        }
    }
}
