package io.citywatch.ingest;

import io.citywatch.ingest.log.LogSetup;
import io.citywatch.standalone.embedded.EmbeddedKafka;
import io.citywatch.standalone.embedded.EmbeddedKafkaOptions;
import io.citywatch.telemetry.credentials.PasswordKey;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A gateway with its embedded Kafka, for tests: either can be stopped and started again. */
public final class TestGateway implements AutoCloseable {
    private final Path folder;
    private final UnaryOperator<GatewayOptions> adjust;
    private EmbeddedKafka kafka;
    private Gateway gateway;
    private SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private TestGateway(Path folder, UnaryOperator<GatewayOptions> adjust) throws IOException, InterruptedException {
        this.folder = folder;
        this.adjust = adjust;
        kafka = EmbeddedKafka.start(EmbeddedKafkaOptions.in(folder.resolve("kafka")));
        LogSetup.createTopics(kafka.bootstrapServers(), 2, LogSetup.DEFAULT_RETENTION);
        gateway = startGateway(0);
    }

    static TestGateway start(Path folder) throws IOException, InterruptedException {
        return start(folder, options -> options);
    }

    public static TestGateway start(Path folder, UnaryOperator<GatewayOptions> adjust)
            throws IOException, InterruptedException {
        return new TestGateway(folder, adjust);
    }

    private Gateway startGateway(int port) throws IOException, InterruptedException {
        GatewayOptions options = GatewayOptions.defaults(kafka.bootstrapServers(), keys())
                .withListen(new ListenOptions("127.0.0.1", port));
        return Gateway.start(adjust.apply(options), meters);
    }

    public int port() {
        return gateway.mqttPort();
    }

    int mqttsPort() {
        return gateway.mqttsPort().orElseThrow();
    }

    public Path keys() {
        return folder.resolve("keys");
    }

    String password(String userName) {
        try {
            return PasswordKey.load(keys().resolve("mqtt.key")).password(userName);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    void stopKafka() {
        kafka.close();
    }

    void startKafkaAgain() {
        kafka = EmbeddedKafka.start(
                EmbeddedKafkaOptions.in(folder.resolve("kafka")).withPort(kafka.port()));
    }

    Gateway gateway() {
        return gateway;
    }

    void restartGateway() throws IOException, InterruptedException {
        int port = port();
        gateway.close();
        meters = new SimpleMeterRegistry();
        gateway = startGateway(port);
    }

    /** The sum of a meter over its tags. */
    double meter(String name, String... tags) {
        return meters.find("citywatch.gateway." + name).tags(tags).meters().stream()
                .map(Meter::measure)
                .mapToDouble(measurements -> measurements.iterator().next().getValue())
                .sum();
    }

    /** All messages in the uplink, without ticks, in the order of each partition. */
    public List<ConsumerRecord<byte[], byte[]>> uplink() {
        return LogContents.uplink(kafka.bootstrapServers());
    }

    List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        return LogContents.of(kafka.bootstrapServers(), topic);
    }

    void deleteTopic(String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) kafka.bootstrapServers()))) {
            admin.deleteTopics(List.of(topic)).all().get();
        }
    }

    void append(String topic, String key, byte[] value) {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, (t, text) -> text.getBytes(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key, value));
        }
    }

    @Override
    public void close() {
        gateway.close();
        kafka.close();
    }
}
