package io.citywatch.benchmarks.gateway;

import io.citywatch.ingest.AccessOptions;
import io.citywatch.ingest.Gateway;
import io.citywatch.ingest.GatewayOptions;
import io.citywatch.ingest.LimitOptions;
import io.citywatch.ingest.ListenOptions;
import io.citywatch.ingest.RateOptions;
import io.citywatch.ingest.TlsOptions;
import io.citywatch.ingest.log.LogSetup;
import io.citywatch.standalone.embedded.EmbeddedKafka;
import io.citywatch.standalone.embedded.EmbeddedKafkaOptions;
import io.citywatch.standalone.platform.SelfSignedCertificate;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A process with a gateway and its embedded Kafka, and nothing else. It prints its ports, then answers each line
 * {@code memory} with the bytes of heap and of direct memory that are in use, and ends with its input.
 */
public final class GatewayServer {
    private static final int COLLECTIONS = 3;
    /** More than are measured: those of the round before may not have gone yet. */
    private static final int MAX_CONNECTIONS = 40_000;

    private GatewayServer() {}

    /** Takes the folder for keys and log, and whether the log is synced before each acknowledgement. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        boolean flushEveryMessage = Boolean.parseBoolean(arguments[1]);
        EmbeddedKafkaOptions kafkaOptions = EmbeddedKafkaOptions.in(folder.resolve("kafka"));
        try (EmbeddedKafka kafka = EmbeddedKafka.start(kafkaOptions.withFlushEveryMessage(flushEveryMessage))) {
            LogSetup.createTopics(
                    kafka.bootstrapServers(), LogSetup.DEFAULT_UPLINK_PARTITIONS, LogSetup.DEFAULT_RETENTION);
            Path keys = folder.resolve("keys");
            SelfSignedCertificate certificate = SelfSignedCertificate.in(folder);
            GatewayOptions options = GatewayOptions.defaults(kafka.bootstrapServers(), keys)
                    .withListen(new ListenOptions("127.0.0.1", 0))
                    .withLimits(new LimitOptions(
                            MAX_CONNECTIONS,
                            64 * 1024,
                            4 << 20,
                            4096,
                            Duration.ofSeconds(10),
                            Duration.ofMinutes(1),
                            Duration.ofHours(1)))
                    .withAccess(new AccessOptions(keys, RateOptions.unlimited(), false))
                    .withTls(new TlsOptions(0, certificate.certificate(), certificate.privateKey(), null));
            try (Gateway gateway = Gateway.start(options, new SimpleMeterRegistry())) {
                System.out.println("ports " + gateway.mqttPort() + " "
                        + gateway.mqttsPort().orElseThrow());
                BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
                while (input.readLine() != null) {
                    System.out.println("memory " + heapBytes() + " " + directBytes());
                }
            }
        }
    }

    /** What lives after collections; what threads have taken of the heap for themselves since then is not counted. */
    private static long heapBytes() throws InterruptedException {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            Thread.sleep(500);
        }
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                .sum();
    }

    /** Of all direct buffers, Netty's included. */
    private static long directBytes() {
        long buffers = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return buffers + io.netty.util.internal.PlatformDependent.usedDirectMemory();
    }
}
