package io.citywatch.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(10);
    private static final String TOPIC = "readings";

    @TempDir
    Path folder;

    @Test
    void keepsWhatWasWrittenOverARestartInTheSameJvm() throws Exception {
        String firstClusterId;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(options().withFlushEveryMessage(true))) {
            kafka.createTopics(List.of(topic(TOPIC)));
            write(kafka, "a", "b");
            firstClusterId = clusterId(kafka);
        }

        try (EmbeddedKafka kafka = EmbeddedKafka.start(options().withFlushEveryMessage(true))) {
            write(kafka, "c");

            assertThat(readAll(kafka, TOPIC, 1, 3)).containsExactly("a", "b", "c");
            assertThat(clusterId(kafka)).isEqualTo(firstClusterId);
        }
    }

    @Test
    void servesConsumerGroups() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(options())) {
            kafka.createTopics(List.of(topic(TOPIC)));
            write(kafka, "a");
            List<String> received = new ArrayList<>();

            try (KafkaConsumer<String, String> consumer = consumer(kafka, Map.of("group.id", "readers"))) {
                consumer.subscribe(List.of(TOPIC));
                await().atMost(PATIENCE).until(() -> {
                    consumer.poll(POLL).forEach(record -> received.add(record.value()));
                    return !received.isEmpty();
                });
                consumer.commitSync();
            }

            assertThat(received).containsExactly("a");
        }
    }

    @Test
    void leavesATopicThatIsThereAsItIs() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(options())) {
            kafka.createTopics(List.of(topic(TOPIC)));
            write(kafka, "a");

            kafka.createTopics(List.of(new NewTopic(TOPIC, 5, (short) 1), topic("others")));

            assertThat(readAll(kafka, TOPIC, 1, 1)).containsExactly("a");
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                assertThat(admin.listTopics().names().get()).contains(TOPIC, "others");
            }
        }
    }

    @Test
    void createsTheOtherTopicsWhenOneIsRefused() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(options())) {
            List<NewTopic> topics = List.of(new NewTopic("two-replicas", 1, (short) 2), topic(TOPIC));

            assertThatThrownBy(() -> kafka.createTopics(topics)).isInstanceOf(InvalidReplicationFactorException.class);

            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                assertThat(admin.listTopics().names().get()).containsExactly(TOPIC);
            }
        }
    }

    @Test
    void namesAPortThatIsTaken() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = other.getLocalPort();

            assertThatThrownBy(() -> EmbeddedKafka.start(options().withPort(port)))
                    .isInstanceOfSatisfying(PortTakenException.class, taken -> assertThat(taken.port())
                            .isEqualTo(port))
                    .hasMessage("Port %d, wanted for Kafka, is taken", port);
        }
    }

    @Test
    void refusesAFolderThatAnotherBrokerUses() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(options())) {
            assertThatThrownBy(() -> EmbeddedKafka.start(options()))
                    .isInstanceOf(KafkaException.class)
                    .hasMessageContaining(folder.toString());

            kafka.createTopics(List.of(topic(TOPIC)));
            write(kafka, "still served");
            assertThat(readAll(kafka, TOPIC, 1, 1)).containsExactly("still served");
        }
    }

    @Test
    void tellsItsFaultInsteadOfEndingTheJvm() {
        List<String> faults = new CopyOnWriteArrayList<>();
        try (EmbeddedKafka kafka = EmbeddedKafka.start(options(), faults::add)) {
            assertThatThrownBy(() -> Exit.halt(7)).isInstanceOf(IllegalStateException.class);
        }

        assertThat(faults).singleElement().asString().contains("halt").contains("7");
    }

    @Test
    void hasEveryAcknowledgedMessageAfterAKill() throws Exception {
        Set<String> acknowledged;
        try (ForkedJvm jvm = ForkedJvm.start(KafkaToKill.class, folder)) {
            await().atMost(PATIENCE).until(() -> jvm.lines().size() > 2_000);
            jvm.kill();
            acknowledged = jvm.lines().stream()
                    .filter(line -> line.startsWith(KafkaToKill.ACKNOWLEDGED))
                    .map(line -> line.substring(KafkaToKill.ACKNOWLEDGED.length()))
                    .collect(Collectors.toSet());
        }
        assertThat(folder.resolve(".lock")).exists();
        assertThat(folder.resolve(".kafka_cleanshutdown")).doesNotExist();

        try (EmbeddedKafka kafka = EmbeddedKafka.start(options())) {
            List<String> kept = readAll(kafka, KafkaToKill.TOPIC, KafkaToKill.PARTITIONS, acknowledged.size());

            Set<String> lost = new HashSet<>(acknowledged);
            kept.forEach(lost::remove);
            assertThat(lost).isEmpty();
        }
    }

    private EmbeddedKafkaOptions options() {
        return EmbeddedKafkaOptions.in(folder);
    }

    private static NewTopic topic(String name) {
        return new NewTopic(name, 1, (short) 1);
    }

    private static String clusterId(EmbeddedKafka kafka) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            return admin.describeCluster().clusterId().get();
        }
    }

    private static void write(EmbeddedKafka kafka, String... values) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(TOPIC, value)).get();
            }
        }
    }

    private static KafkaConsumer<String, String> consumer(EmbeddedKafka kafka, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        settings.put("auto.offset.reset", "earliest");
        settings.put("max.poll.records", 10_000);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    }

    private static List<String> readAll(EmbeddedKafka kafka, String topic, int partitions, int atLeast) {
        List<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = consumer(kafka, Map.of())) {
            consumer.assign(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(POLL).until(() -> {
                consumer.poll(POLL).forEach(record -> values.add(record.value()));
                return values.size() >= atLeast
                        && all.stream().allMatch(partition -> consumer.position(partition) >= ends.get(partition));
            });
        }
        return values;
    }
}
