package io.citywatch.benchmarks.gateway;

import io.citywatch.ingest.LogOptions;
import io.citywatch.ingest.bridge.Bridge;
import io.citywatch.ingest.bridge.BridgeOptions;
import io.citywatch.ingest.log.LogSetup;
import io.citywatch.standalone.embedded.EmbeddedKafka;
import io.citywatch.standalone.embedded.EmbeddedKafkaOptions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A process with a bridge and its embedded Kafka. It answers each line that it reads with a line: {@code come} connects the
 * bridge and waits for that, {@code leave} takes it away (the broker keeps its session), {@code count} gives how many messages it has
 * acknowledged to the broker, which it does when the log has them. It ends with its input.
 */
public final class BridgeServer {
    private static final long LOOK_MILLIS = 5;

    private BridgeServer() {}

    /** Takes the folder for the log, and the broker's port. */
    public static void main(String[] arguments) throws Exception {
        BridgeOptions options = BridgeOptions.defaults(URI.create("mqtt://127.0.0.1:" + arguments[1]), null, null);
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        long before = 0;
        @Nullable Bridge bridge = null;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaOptions.in(Path.of(arguments[0])))) {
            LogSetup.createTopics(
                    kafka.bootstrapServers(), LogSetup.DEFAULT_UPLINK_PARTITIONS, LogSetup.DEFAULT_RETENTION);
            System.out.println("ports " + kafka.port() + " 0");
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                if (line.equals("come")) {
                    before += acknowledged(registry);
                    registry = new SimpleMeterRegistry();
                    bridge = Bridge.start(options, LogOptions.standard(kafka.bootstrapServers()), registry);
                    while (!bridge.isConnected()) {
                        Thread.sleep(LOOK_MILLIS);
                    }
                } else if (line.equals("leave") && bridge != null) {
                    bridge.close();
                    bridge = null;
                }
                System.out.println(before + acknowledged(registry));
            }
            if (bridge != null) {
                bridge.close();
            }
        }
    }

    private static long acknowledged(SimpleMeterRegistry registry) {
        return (long) registry.find("citywatch.bridge.messages.acknowledged").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}
