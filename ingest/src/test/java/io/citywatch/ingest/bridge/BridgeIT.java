package io.citywatch.ingest.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citywatch.ingest.LogContents;
import io.citywatch.ingest.log.LogSetup;
import io.citywatch.standalone.embedded.EmbeddedKafka;
import io.citywatch.standalone.embedded.EmbeddedKafkaOptions;
import io.citywatch.standalone.embedded.testkit.MosquittoBroker;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bridge between a real Mosquitto and a real Kafka, either of which may go away. */
class BridgeIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String DEVICE = "citywatch/v1/410811/gas/dev1/";
    private static final String TELEMETRY = DEVICE + "telemetry";

    @TempDir
    private Path folder;

    private EmbeddedKafka kafka;
    private MosquittoBroker broker;
    private final List<TestBridge> bridges = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        kafka = EmbeddedKafka.start(EmbeddedKafkaOptions.in(folder.resolve("kafka")));
        LogSetup.createTopics(kafka.bootstrapServers(), 2, LogSetup.DEFAULT_RETENTION);
        broker = MosquittoBroker.open(folder.resolve("mosquitto"));
    }

    @AfterEach
    void stop() throws Exception {
        bridges.forEach(TestBridge::close);
        broker.close();
        kafka.close();
    }

    @Test
    void whatDevicesSayIsInTheLogInOrderWithWhereItComesFrom() throws Exception {
        TestBridge bridge = bridge("north");
        long before = System.currentTimeMillis();
        try (TestPublisher device = new TestPublisher(broker.port())) {
            device.publish(DEVICE + "birth", "birth");
            device.publish(DEVICE + "command", "not for the platform");
            device.publish("citywatch/v1/410811/lift/dev1/telemetry", "no such kind");
            device.publishAll(TELEMETRY, inOrder(100));
            device.publish(TELEMETRY, "without acknowledgement", 0, false);
        }

        await().atMost(SOON).untilAsserted(() -> assertThat(payloads()).hasSize(102));
        assertThat(payloads().subList(0, 3)).containsExactly("birth", "reading 0", "reading 1");
        assertThat(payloads().subList(99, 102)).containsExactly("reading 98", "reading 99", "without acknowledgement");
        ConsumerRecord<byte[], byte[]> reading = uplink().get(1);
        assertThat(new String(reading.key(), UTF_8)).isEqualTo("dev1");
        assertThat(header(reading, LogTopics.HEADER_TOPIC)).isEqualTo(TELEMETRY);
        assertThat(header(reading, LogTopics.HEADER_PRINCIPAL)).isEqualTo("bridge/north");
        assertThat(reading.headers().lastHeader(LogTopics.HEADER_QOS).value()).containsExactly(1);
        assertThat(reading.timestamp()).isBetween(before, System.currentTimeMillis());
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(bridge.meter("messages.acknowledged")).isEqualTo(102);
            assertThat(bridge.meter("messages.unusable", "reason", "topic")).isEqualTo(1);
            assertThat(bridge.meter("messages.unacknowledged")).isZero();
        });
    }

    @Test
    void aRestartOfTheBrokerLosesNothing() throws Exception {
        // Mosquitto 2.0 forgets shared subscriptions, and no others, when it restarts.
        TestBridge bridge =
                start(options("north").withIntake(IntakeOptions.standard().withGroup("")));
        await().atMost(SOON).until(() -> bridge.meter("connected") == 1);
        int messages = 400;
        Thread device = new Thread(() -> {
            try (TestPublisher publisher = new TestPublisher(broker.port())) {
                for (int i = 0; i < messages; i++) {
                    publisher.publishStubbornly(TELEMETRY, "reading " + i);
                    Thread.sleep(5);
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        device.start();
        for (int restart = 0; restart < 2; restart++) {
            int seen = payloads().size();
            await().atMost(SOON).until(() -> payloads().size() > seen + 20);
            broker.stop();
            broker.start();
        }
        device.join();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(new HashSet<>(payloads())).isEqualTo(readings(messages)));
        assertThat(bridge.meter("reconnects")).isGreaterThanOrEqualTo(2);
    }

    @Test
    void nothingIsAcknowledgedBeforeTheLogHasIt() throws Exception {
        TestBridge bridge = bridge("north");
        try (TestPublisher device = new TestPublisher(broker.port())) {
            device.publish(TELEMETRY, "before");
            await().atMost(SOON).until(() -> bridge.meter("messages.acknowledged") == 1);
            kafka.close();
            device.publishAll(TELEMETRY, inOrder(5));
        }
        await().atMost(SOON).until(() -> bridge.meter("messages.received") == 6);
        assertThat(bridge.meter("messages.unacknowledged")).isEqualTo(5);
        bridge.close();
        assertThat(bridge.meter("messages.acknowledged")).isEqualTo(1);

        // The broker delivers to whoever takes the session over; it does so once more, since that one does not
        // acknowledge.
        assertThat(deliveredAgainTo("north", 5))
                .containsExactly("reading 0", "reading 1", "reading 2", "reading 3", "reading 4");

        kafka = EmbeddedKafka.start(
                EmbeddedKafkaOptions.in(folder.resolve("kafka")).withPort(kafka.port()));
        TestBridge again = bridge("north");
        await().atMost(SOON).until(() -> again.meter("messages.acknowledged") == 5);
        assertThat(payloads())
                .containsExactly("before", "reading 0", "reading 1", "reading 2", "reading 3", "reading 4");
    }

    @Test
    void whileTheLogIsAwayTheBridgeWaitsAndAcknowledgesAfterwards() throws Exception {
        TestBridge bridge = bridge("north");
        try (TestPublisher device = new TestPublisher(broker.port())) {
            device.publish(TELEMETRY, "reading 0");
            await().atMost(SOON).until(() -> bridge.meter("messages.acknowledged") == 1);
            kafka.close();
            for (int i = 1; i < 50; i++) {
                device.publish(TELEMETRY, "reading " + i);
            }
            await().atMost(SOON).until(() -> bridge.meter("messages.unacknowledged") > 0);
            kafka = EmbeddedKafka.start(
                    EmbeddedKafkaOptions.in(folder.resolve("kafka")).withPort(kafka.port()));
        }

        await().atMost(SOON).until(() -> bridge.meter("messages.acknowledged") == 50);
        assertThat(payloads()).hasSize(50).containsExactlyElementsOf(inOrder(50));
    }

    @Test
    void aBridgeThatClosesAcknowledgesWhatItHasTakenAndTheNextOneTakesTheRest() throws Exception {
        int messages = 2000;
        TestBridge first = bridge("north");
        first.close();
        try (TestPublisher device = new TestPublisher(broker.port())) {
            device.publishAll(TELEMETRY, inOrder(messages));
        }

        TestBridge second = bridge("north");
        await().atMost(SOON).until(() -> second.meter("messages.appended") >= 50);
        second.close();
        double taken = second.meter("messages.appended");
        TestBridge third = bridge("north");

        await().atMost(SOON).until(() -> third.meter("messages.acknowledged") == messages - taken);
        assertThat(payloads()).containsExactlyElementsOf(inOrder(messages));
        assertThat(second.meter("messages.acknowledged")).isEqualTo(taken);
    }

    @Test
    void twoBridgesShareTheMessages() throws Exception {
        TestBridge north = bridge("north");
        TestBridge south = bridge("south");
        try (TestPublisher device = new TestPublisher(broker.port())) {
            device.publishAll(TELEMETRY, inOrder(200));
        }

        await().atMost(SOON).until(() -> new HashSet<>(payloads()).containsAll(readings(200)));
        List<String> principals = uplink().stream()
                .map(message -> header(message, LogTopics.HEADER_PRINCIPAL))
                .toList();
        assertThat(principals).hasSize(200).contains("bridge/north", "bridge/south");
    }

    @Test
    void itStartsBeforeTheBrokerAndLeavesRetainedCopiesAlone() throws Exception {
        try (TestPublisher device = new TestPublisher(broker.port())) {
            device.publish(TELEMETRY, "kept", 1, true);
        }
        broker.stop();
        TestBridge bridge = startBridge("north");
        await().atMost(SOON).until(() -> bridge.meter("connect.failures") >= 1);
        assertThat(bridge.meter("connected")).isZero();

        broker.start();
        await().atMost(SOON).until(() -> bridge.meter("connected") == 1);
        try (TestPublisher device = new TestPublisher(broker.port())) {
            device.publish(TELEMETRY, "live");
        }

        await().atMost(SOON).until(() -> !payloads().isEmpty());
        assertThat(payloads()).containsExactly("live");
    }

    /** A bridge whose subscription stands. */
    private TestBridge bridge(String name) throws IOException {
        TestBridge bridge = startBridge(name);
        await().atMost(SOON).until(() -> bridge.meter("connected") == 1);
        return bridge;
    }

    private TestBridge startBridge(String name) throws IOException {
        return start(options(name));
    }

    private TestBridge start(BridgeOptions options) throws IOException {
        TestBridge bridge = new TestBridge(kafka.bootstrapServers(), options);
        bridges.add(bridge);
        return bridge;
    }

    private BridgeOptions options(String name) {
        URI url = URI.create("mqtt://127.0.0.1:" + broker.port());
        BridgeOptions standard = BridgeOptions.defaults(url, null, null);
        return standard.withName(name).withBroker(new BrokerOptions(url, "bridge-" + name, null, null, null));
    }

    /** Takes the session over, and gives what is delivered on it without acknowledging it. */
    private List<String> deliveredAgainTo(String name, int count) throws Exception {
        List<String> delivered = new CopyOnWriteArrayList<>();
        SilentSubscriber.during(
                options(name), delivered, () -> await().atMost(SOON).until(() -> delivered.size() >= count));
        return delivered;
    }

    private List<ConsumerRecord<byte[], byte[]>> uplink() {
        return LogContents.uplink(kafka.bootstrapServers());
    }

    private List<String> payloads() {
        return uplink().stream()
                .map(message -> new String(message.value(), UTF_8))
                .toList();
    }

    private static Set<String> readings(int count) {
        return new HashSet<>(inOrder(count));
    }

    private static List<String> inOrder(int count) {
        return IntStream.range(0, count).mapToObj(i -> "reading " + i).toList();
    }

    private static String header(ConsumerRecord<byte[], byte[]> message, String name) {
        return new String(message.headers().lastHeader(name).value(), UTF_8);
    }
}
