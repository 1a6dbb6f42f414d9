package io.citywatch.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.LogTopics;
import io.citywatch.telemetry.topic.Tick;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an acknowledgement is worth when Kafka goes away, and what the gateway does meanwhile. */
class DurabilityIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String TOPIC = "citywatch/v1/410811/gas/dev1/telemetry";

    private TestGateway gateway;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        gateway = TestGateway.start(
                folder,
                options -> options.withLog(new LogOptions(
                        options.log().bootstrapServers(), options.log().linger(), 1 << 20)));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void whileKafkaIsAwayNothingIsAcknowledgedAndAfterwardsAllOfIt() throws Exception {
        try (RawClient client = RawClient.connected(gateway, "dev1")) {
            client.publish(TOPIC, 1, "before");
            client.expect("40020001");
            gateway.stopKafka();

            client.publish(TOPIC, 2, "during");
            await().during(Duration.ofSeconds(2)).atMost(SOON).until(() -> client.available() == 0);
            gateway.startKafkaAgain();

            client.expect("40020002");
            assertThat(payloads()).containsExactly("before", "during");
        }
    }

    @Test
    void whatComesWhileTheLogHasNoRoomIsStoredInItsOrderWhenThereIs() throws Exception {
        try (RawClient client = RawClient.connected(gateway, "dev1")) {
            gateway.gateway().hold();

            client.publish(TOPIC, 1, "first");
            client.publish(TOPIC, 2, "second");
            await().during(Duration.ofSeconds(2)).atMost(SOON).until(() -> client.available() == 0);
            gateway.gateway().release();

            client.expect("40020001");
            client.expect("40020002");
            client.publish(TOPIC, 3, "third");
            client.expect("40020003");
            assertThat(payloads()).containsExactly("first", "second", "third");
        }
    }

    /** Kafka refuses the first batch of a partition for good when it has taken the second: so nobody's message is the first. */
    @Test
    void whenTheGatewayListensEveryPartitionHasATick() {
        assertThat(gateway.records(LogTopics.UPLINK))
                .filteredOn(record -> record.headers().lastHeader(LogTopics.HEADER_TICK) != null)
                .extracting(ConsumerRecord::partition)
                .contains(0, 1);
    }

    /** Whatever stands in the log, those who are behind it are told, and the gateway starts again. */
    @Test
    void aCommandThatCanNotBeReadStopsNothing() throws Exception {
        Command command = new Command(
                "c1",
                new DeviceAddress("410811", FacilityKind.GAS, "dev1"),
                Command.Verb.CLOSE_VALVE,
                System.currentTimeMillis(),
                System.currentTimeMillis() + 600_000,
                null,
                "rule/gas");
        byte[] json = LogJson.encode(command);
        gateway.append(LogTopics.COMMANDS, "dev1", "null".getBytes(UTF_8));
        gateway.append(
                LogTopics.COMMANDS,
                "dev1",
                new String(json, UTF_8).replace("410811", "4108").getBytes(UTF_8));
        gateway.append(LogTopics.COMMANDS, "dev1", json);
        gateway.append(LogTopics.ALARMS, "dev1~gas", "null".getBytes(UTF_8));

        gateway.restartGateway();

        assertThat(gateway.meter("downlink.records", "outcome", "unreadable")).isEqualTo(3);
        assertThat(gateway.meter("commands.pending")).isEqualTo(1);
    }

    /** What is noted of connections waits for its topic by itself. */
    @Test
    void aLogWithoutTheTopicOfConnectionsTakesMessagesAllTheSame() throws Exception {
        gateway.deleteTopic(LogTopics.CONNECTIONS);

        try (RawClient client = RawClient.connected(gateway, "dev1")) {
            client.publish(TOPIC, 1, "stored");
            client.expect("40020001");
        }

        assertThat(payloads()).containsExactly("stored");
    }

    @Test
    void theGatewayStopsReadingRatherThanGrowAndGoesOnByItself() throws Exception {
        String large = "x".repeat(60_000);
        // Three times what may be under way. On loopback each costs a sixth of a second once the receiver was
        // full: segments are as large as its window.
        int messages = 50;
        try (RawClient client = RawClient.connected(gateway, "dev1")) {
            gateway.stopKafka();
            Thread writer = new Thread(() -> {
                try {
                    for (int id = 1; id <= messages; id++) {
                        client.publish(TOPIC, id, large);
                    }
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            writer.start();
            await().atMost(SOON).until(() -> gateway.meter("paused") == 1);
            await().during(Duration.ofSeconds(2)).atMost(SOON).untilAsserted(() -> {
                assertThat(gateway.meter("in.flight")).isBetween(1e6, 1.2e6);
                assertThat(client.available()).isZero();
            });

            // A device that only wants to be alive is served meanwhile.
            try (RawClient other = RawClient.connected(gateway, "dev2")) {
                other.send(new byte[] {(byte) 0xC0, 0});
                other.expect("d000");
            }

            gateway.startKafkaAgain();
            for (int id = 1; id <= messages; id++) {
                client.expect("4002%04x".formatted(id));
            }
            writer.join();
        }
        assertThat(payloads()).hasSize(messages);
        assertThat(gateway.meter("in.flight")).isZero();
    }

    @Test
    void aLongSilenceOfTheLogCountsAsABreakInListening() throws Exception {
        await().atMost(SOON).until(() -> gateway.meter("ticks", "outcome", "written") >= 2);
        gateway.stopKafka();
        await().atMost(Duration.ofSeconds(20)).until(() -> gateway.meter("ticks", "outcome", "skipped") >= 11);
        gateway.startKafkaAgain();

        await().atMost(SOON).untilAsserted(() -> {
            List<Tick> ticks = gateway.records(LogTopics.UPLINK).stream()
                    .map(message -> Tick.ofBytes(
                            message.headers().lastHeader(LogTopics.HEADER_TICK).value()))
                    .toList();
            assertThat(ticks.stream().map(Tick::listeningSince).distinct()).hasSize(2);
        });
    }

    private List<String> payloads() {
        return gateway.uplink().stream()
                .map(message -> new String(message.value(), UTF_8))
                .toList();
    }
}
