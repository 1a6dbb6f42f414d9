package io.citywatch.ingest.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.ingest.connection.ConnectionHarness.Client;
import io.netty.buffer.ByteBufUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Packets that are large and of which a part is still to come; the harness has memory for two. */
class UnfinishedPacketTest {
    /** Of 1,100 bytes. */
    private static final String BEGINNING_OF_CONNECT = "10 cc08 0004";

    private final ConnectionHarness gateway = new ConnectionHarness();

    @AfterEach
    void close() {
        gateway.close();
        assertThat(gateway.packets.ofClients().bytes()).isZero();
        assertThat(gateway.packets.ofStrangers().bytes()).isZero();
    }

    @Test
    void strangersForWhomThereIsNoRoomAreTurnedAway() {
        Client first = gateway.open().send(BEGINNING_OF_CONNECT);

        Client second = gateway.open().send(BEGINNING_OF_CONNECT);

        assertThat(second.heard()).isEmpty();
        assertThat(second.isOpen()).isFalse();
        assertThat(gateway.meter("refused", "reason", "no-room")).isEqualTo(1);
        assertThat(first.isOpen()).isTrue();
        assertThat(gateway.version3("dev1").isOpen()).isTrue();
    }

    @Test
    void whatAStrangerHeldIsFreeWhenItHasGone() {
        gateway.open().send(BEGINNING_OF_CONNECT).breaks();

        Client second = gateway.open().send(BEGINNING_OF_CONNECT);

        assertThat(second.isOpen()).isTrue();
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
