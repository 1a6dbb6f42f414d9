package io.citywatch.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.connection.ConnectionEvent;
import io.citywatch.telemetry.topic.LogTopics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to those who do not keep to the rules, over real sockets; and that it harms nobody else. */
class RefusalIT {
    private static final Duration SOON = Duration.ofSeconds(10);

    private static TestGateway gateway;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        gateway = TestGateway.start(
                folder,
                options -> options.withLimits(new LimitOptions(
                        5, 65_536, 4 << 20, 100, Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ofHours(1))));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    /** The gateway learns of a closed socket a moment later, and takes only five connections at a time. */
    @AfterEach
    void everybodyHasLeft() {
        await().atMost(SOON).until(() -> gateway.meter("connections") == 0);
    }

    @Test
    void anOversizedPacketEndsItsConnectionOnly() throws Exception {
        try (RawClient other = RawClient.connected(gateway, "dev2");
                RawClient client = RawClient.connected(gateway, "dev1")) {
            client.publish("citywatch/v1/410811/gas/dev1/telemetry", 1, "x".repeat(70_000));
            assertThat(client.readToEnd()).isEmpty();

            other.publish("citywatch/v1/410811/gas/dev2/telemetry", 1, "y");
            other.expect("40020001");
        }
    }

    @Test
    void whoOpensAConnectionAndSaysNothingIsDropped() throws Exception {
        try (RawClient client = new RawClient(gateway.port())) {
            assertThat(client.readToEnd()).isEmpty();
        }
        await().atMost(SOON).until(() -> gateway.meter("refused", "reason", "connect-timeout") >= 1);
    }

    /** Slow-loris: a byte now and then does not keep a connection open. */
    @Test
    void whoseConnectTricklesInIsDroppedOnTime() throws Exception {
        for (byte[] trickle : new byte[][] {{0x10, 0x50, 0, 4, 'M', 'Q'}, "GET /mqtt HTTP/1.1\r\n".getBytes(UTF_8)}) {
            try (RawClient client = new RawClient(gateway.port())) {
                Thread dripping = new Thread(() -> {
                    try {
                        for (byte drop : trickle) {
                            client.send(new byte[] {drop});
                            Thread.sleep(500);
                        }
                    } catch (Exception dropped) {
                        // As it should be.
                    }
                });
                dripping.start();
                assertThat(client.readToEnd()).isEmpty();
                dripping.interrupt();
                dripping.join();
            }
        }
    }

    @Test
    void whatHappensToConnectionsIsInTheLog() throws Exception {
        RawClient.connected(gateway, "noted-1").close();

        await().atMost(SOON).untilAsserted(() -> assertThat(gateway.records(LogTopics.CONNECTIONS))
                .filteredOn(event -> new String(event.key(), UTF_8).equals("noted-1"))
                .extracting(event -> {
                    ConnectionEvent said = LogJson.connectionEvent(event.value());
                    return said.type().text() + " " + said.address() + " " + said.reason();
                })
                .containsExactly("connected 127.0.0.1 null", "disconnected 127.0.0.1 connection-lost"));
    }

    @Test
    void whoSpeaksNoMqttIsDropped() throws Exception {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("SSH-2.0-OpenSSH_9.2\r\n".getBytes(UTF_8));
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void aWillStandsInTheLogWhenTheConnectionBreaks() throws Exception {
        RawClient client = new RawClient(gateway.port());
        client.connect("dev3", gateway.password("dev3"), "citywatch/v1/410811/gas/dev3/death");
        client.expect("20020000");

        client.close();

        await().atMost(SOON).untilAsserted(() -> assertThat(gateway.uplink())
                .extracting(ConsumerRecord::key)
                .anySatisfy(key -> assertThat(new String(key, UTF_8)).isEqualTo("dev3")));
    }

    @Test
    void aRevokedUserNameIsCutOffWithoutARestartAndKeysCanBeChanged() throws Exception {
        try (RawClient client = RawClient.connected(gateway, "dev4")) {
            Files.writeString(gateway.keys().resolve("revoked"), "dev4\n");
            assertThat(client.readToEnd()).isEmpty();
        }
        try (RawClient again = new RawClient(gateway.port())) {
            again.connect("dev4", gateway.password("dev4"), null);
            assertThat(HexFormat.of().formatHex(again.readToEnd())).isEqualTo("20020005");
        }

        String oldPassword = gateway.password("dev5");
        Files.move(gateway.keys().resolve("mqtt.key"), gateway.keys().resolve("mqtt.previous.key"));
        Files.writeString(gateway.keys().resolve("mqtt.key"), "A".repeat(43));
        await().atMost(SOON).untilAsserted(() -> {
            try (RawClient withNew = new RawClient(gateway.port());
                    RawClient withOld = new RawClient(gateway.port())) {
                withNew.connect("dev5", gateway.password("dev5"), null);
                withNew.expect("20020000");
                withOld.connect("dev5", oldPassword, null);
                withOld.expect("20020000");
            }
        });
    }

    /** On a slow machine those who say nothing may be dropped before anybody comes. */
    @Test
    void whoSaysNothingGivesWayToOneWhoComes() {
        await().atMost(SOON).until(() -> {
            try (RawClient first = new RawClient(gateway.port());
                    RawClient second = new RawClient(gateway.port());
                    RawClient third = new RawClient(gateway.port());
                    RawClient fourth = new RawClient(gateway.port());
                    RawClient fifth = new RawClient(gateway.port());
                    RawClient client = RawClient.connected(gateway, "dev6")) {
                client.publish("citywatch/v1/410811/gas/dev6/telemetry", 1, "x");
                client.expect("40020001");
            }
            return gateway.meter("refused", "reason", "gave-way") >= 1;
        });
    }

    @Test
    void moreConnectionsThanAllowedAreClosedAtOnce() throws Exception {
        RawClient[] clients = new RawClient[6];
        try {
            for (int i = 0; i < 6; i++) {
                clients[i] = new RawClient(gateway.port());
                clients[i].connect("dev1" + i, gateway.password("dev1" + i), null);
                if (i < 5) {
                    clients[i].expect("20020000");
                }
            }
            assertThat(clients[5].readToEnd()).isEmpty();
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }
}
