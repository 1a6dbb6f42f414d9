package io.citywatch.ingest.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.ingest.connection.ConnectionHarness.Client;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Packets that are large and of which a part is still to come; the harness has memory for two. */
class UnfinishedPacketTest {
    /** 3,000 bytes of a request that opens a WebSocket; larger CONNECTs are not taken here. */
    private static final String BEGINNING =
            ByteBufUtil.hexDump(("GET /mqtt HTTP/1.1\r\nX-Padding: " + "x".repeat(2_969)).getBytes(US_ASCII));

    private final ConnectionHarness gateway = new ConnectionHarness();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void strangersForWhomThereIsNoRoomAreTurnedAway() {
        Client first = gateway.open().send(BEGINNING);

        Client second = gateway.open().send(BEGINNING);

        assertThat(second.heard()).isEmpty();
        assertThat(second.isOpen()).isFalse();
        assertThat(gateway.meter("refused", "reason", "no-room")).isEqualTo(1);
        assertThat(first.isOpen()).isTrue();
        assertThat(gateway.version3("dev1").isOpen()).isTrue();
    }

    @Test
    void whatAStrangerHeldIsFreeWhenItHasGone() {
        gateway.open().send(BEGINNING).breaks();

        Client second = gateway.open().send(BEGINNING);

        assertThat(second.isOpen()).isTrue();
    }

    @Test
    void whatAStrangerHeldIsFreeWhenItHasLoggedIn() {
        String much = "x".repeat(1000);
        Client client = gateway.open().connected(MqttVersion.MQTT_3_1_1, "dev1", connect -> connect.willFlag(true)
                .willTopic("citywatch/v1/410811/gas/dev1/death")
                .willMessage(much.getBytes(US_ASCII)));

        assertThat(gateway.packets.ofStrangers().bytes()).isZero();
        assertThat(client.send(packet(1) + packet(1)).isOpen()).isTrue();
    }

    @Test
    void whoDoesNotFinishALargePacketIsDisconnected() {
        Client client = gateway.version5("dev1").send(packet(1).substring(0, 20));
        client.passes(Duration.ofSeconds(59));
        client.send("00");
        assertThat(client.isOpen()).isTrue();

        client.passes(Duration.ofSeconds(1));

        assertThat(client.heard()).isEqualTo("e0029700");
        assertThat(gateway.meter("ended", "reason", "slow-packet")).isEqualTo(1);
    }

    @Test
    void whoDoesNotFinishBecauseTheLogIsAwayIsNot() {
        Client client = gateway.version3("dev1").send(packet(1).substring(0, 20));
        client.connection().gate().close(ReadGate.Reason.CONNECTION_FULL);
        client.passes(Duration.ofSeconds(90));
        assertThat(client.isOpen()).isTrue();

        client.connection().gate().open(ReadGate.Reason.CONNECTION_FULL);
        client.send(packet(1).substring(20));

        assertThat(gateway.log.appended).hasSize(1);
        client.passes(Duration.ofSeconds(50));
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void clientsForWhomThereIsNoRoomAreNotReadUntilThereIs() {
        Client[] clients = new Client[3];
        for (int i = 0; i < clients.length; i++) {
            clients[i] = gateway.version3("dev" + i).send(packet(i).substring(0, 20));
        }
        assertThat(clients[1].channel.config().isAutoRead()).isTrue();
        assertThat(clients[2].channel.config().isAutoRead()).isFalse();
        assertThat(gateway.meter("pauses", "reason", "packets-full")).isEqualTo(1);

        clients[0].send(packet(0).substring(20));
        clients[2].channel.runPendingTasks();

        assertThat(clients[2].channel.config().isAutoRead()).isTrue();
        clients[2].send(packet(2).substring(20));
        assertThat(gateway.log.appended).hasSize(2);
    }

    @Test
    void aBadPacketBehindALargeOneGivesTheRoomBack() {
        Client client = gateway.version3("dev1").send(packet(1).substring(0, 20));

        client.send(packet(1).substring(20) + "0000");

        assertThat(client.isOpen()).isFalse();
    }

    /** A PUBLISH of QoS 1 with 1,043 bytes. */
    private static String packet(int device) {
        String topic = "citywatch/v1/410811/gas/dev" + device + "/telemetry";
        return "329008" + "0026" + ByteBufUtil.hexDump(topic.getBytes(US_ASCII)) + "0001" + "78".repeat(998);
    }
}
