package io.citywatch.ingest.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citywatch.ingest.LogContents;
import io.citywatch.standalone.embedded.EmbeddedKafka;
import io.citywatch.standalone.embedded.EmbeddedKafkaOptions;
import io.citywatch.standalone.embedded.testkit.LogLines;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages for a topic that Kafka has not. */
class HeldMessagesIT {
    private static final String TOPIC = "citywatch.uplink";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String TAKES_NOTHING = "the log takes nothing for that topic; it waits here";
    private static final String TAKES_AGAIN = "the log takes messages again";

    private final List<@Nullable Exception> answers = Collections.synchronizedList(new ArrayList<>());
    private final LogLines lines = LogLines.record();
    private EmbeddedKafka kafka;
    private KafkaProducer<byte[], byte[]> producer;
    private HeldMessages held;

    @BeforeEach
    void start(@TempDir Path folder) {
        kafka = EmbeddedKafka.start(EmbeddedKafkaOptions.in(folder));
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrapServers(),
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        0,
                        // As the gateway has it: a topic that has just been made could take the second request and not
                        // the first
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                        1),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        held = new HeldMessages(producer);
    }

    @AfterEach
    void stop() {
        lines.close();
        held.close();
        producer.close(Duration.ZERO);
        kafka.close();
    }

    @Test
    void areSaidOnceToWaitAndAreStoredInTheirOrderWhenItHas() throws Exception {
        for (int i = 0; i < 20; i++) {
            send(Integer.toString(i));
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(said(TAKES_NOTHING))
                .singleElement()
                .asString()
                .contains("topic=\"" + TOPIC + '"', "messages=\"20\""));
        send("20");
        await().during(Duration.ofSeconds(2))
                .atMost(SOON)
                .until(() -> said(TAKES_NOTHING).size() == 1 && answers.isEmpty());

        create();

        await().atMost(SOON).until(() -> answers.size() == 21);
        assertThat(answers).containsOnlyNulls();
        await().atMost(SOON).until(() -> said(TAKES_AGAIN).size() == 1 && !held.isHolding());
        assertThat(LogContents.of(kafka.bootstrapServers(), TOPIC))
                .extracting(message -> Integer.parseInt(new String(message.value(), UTF_8)))
                .hasSize(21)
                .isSorted();
    }

    @Test
    void areAnsweredWhenTheGatewayClosesBeforeItHas() {
        send("lost");
        await().atMost(SOON).until(held::isHolding);

        held.close();

        assertThat(answers).singleElement().isInstanceOf(IllegalStateException.class);
    }

    private void send(String text) {
        held.send(new HeldMessages.Sending(
                new ProducerRecord<>(TOPIC, text.getBytes(UTF_8)), (metadata, failure) -> answers.add(failure), held));
    }

    private void create() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    private List<String> said(String what) {
        return lines.lines().stream().filter(line -> line.startsWith(what)).toList();
    }
}
