package io.citywatch.ingest.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.ingest.connection.ConnectionHarness.Client;
import io.citywatch.standalone.embedded.testkit.TestCertificates;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of TLS of which a part is still to come. */
class TlsRecordsTest {
    private static SslContext server;
    private static SslContext anyone;

    private final ConnectionHarness gateway = new ConnectionHarness();

    @BeforeAll
    static void certificates(@TempDir Path folder) throws Exception {
        TestCertificates certificates = new TestCertificates(folder).selfSigned("server", "CN=localhost");
        server = SslContextBuilder.forServer(
                        certificates.crt("server").toFile(),
                        certificates.key("server").toFile())
                .build();
        anyone = SslContextBuilder.forClient()
                .trustManager(certificates.crt("server").toFile())
                .endpointIdentificationAlgorithm(null)
                .build();
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void strangersForWhoseHandshakesThereIsNoRoomAreTurnedAway() {
        // A handshake of 16,384 bytes, of which 3,000 come
        String beginning = "16 0301 4000" + "00".repeat(3_000);
        Client first = gateway.open(server).send(beginning);

        Client second = gateway.open(server).send(beginning);

        assertThat(second.isOpen()).isFalse();
        assertThat(gateway.meter("refused", "reason", "no-room")).isEqualTo(1);
        assertThat(first.isOpen()).isTrue();
    }

    @Test
    void aRecordThatIsLongerThanTheStandardAllowsEndsTheConnection() {
        Client client = gateway.open(server).send("16 0301").send("48").send("01");

        assertThat(client.isOpen()).isFalse();
        assertThat(gateway.meter("refused", "reason", "malformed-packet")).isEqualTo(1);
    }

    @Test
    void aRecordIsCountedUntilItIsWhole() {
        try (TlsClient client = new TlsClient()) {
            client.sends(MqttMessageBuilders.connect()
                    .protocolVersion(MqttVersion.MQTT_3_1_1)
                    .clientId("dev1")
                    .username("dev1")
                    .password("secret".getBytes(UTF_8))
                    .build());
            client.exchange();
            ByteBuf record = client.record(MqttMessageBuilders.publish()
                    .topicName("citywatch/v1/410811/gas/dev1/telemetry")
                    .qos(MqttQoS.AT_LEAST_ONCE)
                    .messageId(1)
                    .payload(Unpooled.wrappedBuffer("x".repeat(1_000).getBytes(US_ASCII)))
                    .build());

            client.atGateway.channel.writeInbound(record.readRetainedSlice(3));
            assertThat(gateway.packets.ofClients().bytes()).isZero();
            client.atGateway.channel.writeInbound(record.readRetainedSlice(500));
            assertThat(gateway.packets.ofClients().bytes()).isGreaterThan(1_000);

            client.atGateway.channel.writeInbound(record);
            assertThat(gateway.packets.ofClients().bytes()).isZero();
            assertThat(gateway.log.appended).hasSize(1);
        }
    }

    /** A client with TLS of its own, whose bytes reach the gateway when the test says so. */
    private final class TlsClient implements AutoCloseable {
        private final Client atGateway = gateway.open(server);
        private final EmbeddedChannel channel = new EmbeddedChannel();

        TlsClient() {
            channel.pipeline().addLast(anyone.newHandler(channel.alloc()), MqttEncoder.INSTANCE);
            exchange();
        }

        void sends(MqttMessage packet) {
            channel.writeOutbound(packet);
        }

        /** The record in which the packet goes out, which is not sent. */
        ByteBuf record(MqttMessage packet) {
            sends(packet);
            return channel.readOutbound();
        }

        /** Carries bytes in both directions until there are none. */
        void exchange() {
            boolean moved;
            do {
                moved = move(channel, atGateway.channel) | move(atGateway.channel, channel);
            } while (moved);
        }

        private static boolean move(EmbeddedChannel from, EmbeddedChannel to) {
            from.runPendingTasks();
            boolean moved = false;
            for (ByteBuf bytes = from.readOutbound(); bytes != null; bytes = from.readOutbound()) {
                to.writeInbound(bytes);
                moved = true;
            }
            return moved;
        }

        @Override
        public void close() {
            channel.finishAndReleaseAll();
        }
    }
}
