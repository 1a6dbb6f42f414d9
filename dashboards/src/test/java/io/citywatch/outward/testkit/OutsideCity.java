package io.citywatch.outward.testkit;

import static org.awaitility.Awaitility.await;

import io.citywatch.console.testkit.CityLog;
import io.citywatch.outward.Outward;
import io.citywatch.outward.OutwardBoard;
import io.citywatch.outward.OutwardOptions;
import io.citywatch.outward.delivery.Patience;
import io.citywatch.outward.notice.Devices;
import io.citywatch.standalone.embedded.EmbeddedKafka;
import io.citywatch.standalone.embedded.EmbeddedKafkaOptions;
import io.citywatch.telemetry.programme.Programme;
import io.citywatch.telemetry.topic.LogTopics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A log with the platform's topics; on it, alarms go to receivers on loopback. */
public final class OutsideCity implements AutoCloseable {
    private static final Patience QUICK = new Patience(
            Duration.ofSeconds(1),
            Duration.ofMillis(700),
            Duration.ofMillis(50),
            Duration.ofMillis(200),
            Duration.ofMillis(300),
            Duration.ofMillis(100));

    private final EmbeddedKafka kafka;
    private final CityLog log;
    private final Path folder;

    private OutsideCity(EmbeddedKafka kafka, Path folder) {
        this.kafka = kafka;
        this.folder = folder;
        this.log = new CityLog(kafka.bootstrapServers());
    }

    public static OutsideCity start(Path folder) {
        EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaOptions.in(folder.resolve("kafka")));
        kafka.createTopics(LogTopics.all().stream()
                .map(topic -> new NewTopic(topic.name(), Optional.of(1), Optional.of((short) 1))
                        .configs(Map.of(
                                "cleanup.policy", topic.compacted() ? "compact" : "delete", "retention.ms", "-1")))
                .toList());
        return new OutsideCity(kafka, folder);
    }

    public CityLog log() {
        return log;
    }

    /** The newest of what that receiver could not use; waits for it. */
    public byte[] undelivered(String receiver) {
        TopicPartition partition = new TopicPartition(LogTopics.UNDELIVERED, 0);
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return await().until(
                            () -> {
                                byte[] found = null;
                                for (var record : consumer.poll(Duration.ofMillis(100))) {
                                    if (new String(record.key(), StandardCharsets.UTF_8).equals(receiver)) {
                                        found = record.value();
                                    }
                                }
                                return found;
                            },
                            found -> found != null);
        }
    }

    /** Lets the log take what receivers could not use, or not: every record is too large for it then. */
    public void undeliveredTakes(boolean takes) throws InterruptedException, ExecutionException {
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, LogTopics.UNDELIVERED);
        var size = new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, takes ? "1048588" : "100");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.incrementalAlterConfigs(Map.of(topic, List.of(new AlterConfigOp(size, AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
        await().until(() -> takesOneMore() == takes);
    }

    private boolean takesOneMore() throws InterruptedException {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(LogTopics.UNDELIVERED, new byte[0], new byte[200]))
                    .get();
            return true;
        } catch (ExecutionException e) {
            return false;
        }
    }

    /** A folder of receivers of its own. */
    public Setup setup(String name) throws IOException {
        return new Setup(
                Files.createDirectories(folder.resolve(name).resolve("keys")).getParent());
    }

    @Override
    public void close() {
        log.close();
        kafka.close();
    }

    /** A receivers' file with its secrets, and what runs by it. */
    public final class Setup {
        private final Path home;
        private final MeterRegistry meters = new SimpleMeterRegistry();
        private final OutwardBoard board = new OutwardBoard();

        private Setup(Path home) {
            this.home = home;
        }

        public Setup secret(String name, String value) throws IOException {
            Files.writeString(home.resolve("keys").resolve(name), value + "\n");
            return this;
        }

        /** Writes the file in one step. */
        public Setup receivers(String... receivers) {
            try {
                Path half = home.resolve("receivers.json.half");
                Files.writeString(
                        half, "{\"sender\": \"city.example\", \"receivers\": [" + String.join(", ", receivers) + "]}");
                Files.move(half, home.resolve("receivers.json"), StandardCopyOption.ATOMIC_MOVE);
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public void removeReceivers() throws IOException {
            Files.delete(home.resolve("receivers.json"));
        }

        public Outward start() {
            return start(Devices.UNKNOWN);
        }

        public Outward start(Devices devices) {
            return Outward.start(
                    new OutwardOptions(
                            kafka.bootstrapServers(),
                            home.resolve("receivers.json"),
                            true,
                            home.resolve("keys"),
                            Programme.bundled(),
                            QUICK),
                    devices,
                    board,
                    meters);
        }

        public MeterRegistry meters() {
            return meters;
        }

        public OutwardBoard board() {
            return board;
        }
    }
}
