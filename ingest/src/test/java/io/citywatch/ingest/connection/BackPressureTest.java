package io.citywatch.ingest.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.ingest.connection.ConnectionHarness.Client;
import io.netty.buffer.ByteBufUtil;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackPressureTest {
    private static final String TOPIC = "citywatch/v1/410811/gas/dev1/telemetry";
    private static final String FOREIGN = "citywatch/v1/410812/gas/dev9/telemetry";
    /** Three of these fill the test's log; a connection may have four under way. */
    private static final String LARGE = "x".repeat(ConnectionHarness.MAX_PAYLOAD);

    private final ConnectionHarness gateway = new ConnectionHarness();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void nothingIsHandedToAFullLogAndNothingIsLost() {
        Client client = gateway.version3("dev1");
        for (int id = 1; id <= 5; id++) {
            client.publish(TOPIC, 1, id, LARGE);
        }
        assertThat(gateway.log.appended).hasSize(3);
        assertThat(client.channel.config().isAutoRead()).isFalse();

        gateway.log.confirm(0);
        gateway.log.confirm(1);
        assertThat(client.heard()).isEqualTo("40020001" + "40020002");

        assertThat(gateway.log.appended).hasSize(5);
        assertThat(client.channel.config().isAutoRead()).isTrue();
        assertThat(gateway.meter("paused")).isZero();
    }

    @Test
    void whoSendsMoreASecondThanItMayIsReadMoreSlowly() {
        Client client = gateway.version3("dev1");
        // Ten seconds' worth may come at once.
        for (int id = 1; id <= 10 * ConnectionHarness.MESSAGES; id++) {
            client.publish(TOPIC, 1, id, "x");
            gateway.log.confirm(id - 1);
            client.heard();
        }
        assertThat(client.channel.config().isAutoRead()).isTrue();

        client.publish(TOPIC, 1, 1000, "x");
        client.publish(TOPIC, 1, 1001, "held");
        assertThat(client.channel.config().isAutoRead()).isFalse();
        assertThat(gateway.log.payloads()).doesNotContain("held");

        client.passes(Duration.ofMillis(1000 / ConnectionHarness.MESSAGES));
        assertThat(gateway.log.payloads()).contains("held");
        assertThat(gateway.meter("pauses", "reason", "rate")).isPositive();
    }

    @Test
    void answersThatWaitFillAConnectionToo() {
        Client client = gateway.version5("concentrator/410811/c1");
        client.publish(TOPIC, 1, 1, "stays");

        int sent = 1;
        while (client.channel.config().isAutoRead() && sent < 1000) {
            sent++;
            client.publish(FOREIGN, 2, sent, "");
        }
        assertThat(client.channel.config().isAutoRead()).isFalse();

        gateway.log.confirm(0);
        assertThat(client.heard()).hasSize(8 + (sent - 1) * 10).endsWith("5003%04x87".formatted(sent));
        assertThat(client.channel.config().isAutoRead()).isTrue();
        assertThat(gateway.log.inFlight().bytes()).isZero();
    }

    @Test
    void whatComesAgainFillsAConnectionToo() {
        Client client = gateway.version5("concentrator/410811/c1");
        client.publish(TOPIC, 2, 1, "stored");
        gateway.log.confirm(0);
        assertThat(client.heard()).isEqualTo("50020001");
        client.publish(TOPIC, 1, 2, "stays");

        // In one read, so that the connection's own share is full before that of all is counted.
        String again = "34 2b 0026" + ByteBufUtil.hexDump(TOPIC.getBytes(US_ASCII)) + "0001 00";
        client.send(again.repeat(100));

        assertThat(gateway.meter("pauses", "reason", "connection-full")).isEqualTo(1);
    }

    @Test
    void whoSendsWhatIsTurnedAwayIsReadMoreSlowlyToo() {
        Client client = gateway.version5("dev1");

        for (int id = 0; id <= 10 * ConnectionHarness.MESSAGES; id++) {
            assertThat(client.channel.config().isAutoRead()).isTrue();
            client.publish(FOREIGN, 0, 0, "x");
        }

        assertThat(client.channel.config().isAutoRead()).isFalse();
        assertThat(gateway.meter("pauses", "reason", "rate")).isEqualTo(1);
    }

    @Test
    void aClientThatOnlyPingsIsAnsweredWhileTheLogIsFull() {
        Client busy = gateway.version3("dev1");
        for (int id = 1; id <= 3; id++) {
            busy.publish(TOPIC, 1, id, LARGE);
        }

        Client idle = gateway.version3("dev2");

        assertThat(idle.send("c0 00").heard()).isEqualTo("d000");
    }

    @Test
    void allWhoWaitGoOnWhenThereIsRoom() {
        Client first = gateway.version3("dev1");
        Client second = gateway.version3("dev2");
        for (int id = 1; id <= 4; id++) {
            first.publish(TOPIC, 1, id, LARGE);
        }
        second.publish("citywatch/v1/410811/gas/dev2/telemetry", 1, 1, LARGE);
        assertThat(gateway.log.appended).hasSize(3);

        for (int i = 0; i < 3; i++) {
            gateway.log.confirm(i);
        }
        first.heard();
        second.heard();

        assertThat(gateway.log.appended).hasSize(5);
    }

    @Test
    void orderIsKeptThroughThePause() {
        Client client = gateway.version3("dev1");
        for (int id = 1; id <= 3; id++) {
            client.publish(TOPIC, 1, id, LARGE);
        }
        client.publish(TOPIC, 1, 4, "four").publish(TOPIC, 1, 5, "five").send("c0 00");
        assertThat(client.heard()).isEmpty();

        for (int i = 0; i < 3; i++) {
            gateway.log.confirm(i);
        }

        assertThat(client.heard()).isEqualTo("40020001" + "40020002" + "40020003" + "d000");
        assertThat(gateway.log.payloads()).endsWith("four", "five");
    }

    @Test
    void whatIsHeldIsReleasedWhenTheConnectionBreaks() {
        Client client = gateway.version3("dev1");
        for (int id = 1; id <= 5; id++) {
            client.publish(TOPIC, 1, id, LARGE);
        }

        client.breaks();

        assertThat(gateway.meter("paused")).isZero();
        for (int i = 0; i < 3; i++) {
            gateway.log.confirm(i);
        }
        client.channel.runPendingTasks();
        assertThat(gateway.log.inFlight().bytes()).isZero();
    }
}
