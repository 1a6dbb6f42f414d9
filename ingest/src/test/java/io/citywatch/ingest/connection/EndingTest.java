package io.citywatch.ingest.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.ingest.connection.ConnectionHarness.Client;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EndingTest {
    private static final String DEATH = "citywatch/v1/410811/gas/dev1/death";

    private final ConnectionHarness gateway = new ConnectionHarness();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void aPingIsAnswered() {
        assertThat(gateway.version3("dev1").send("c0 00").heard()).isEqualTo("d000");
    }

    @Test
    void silenceForOneAndAHalfTimesTheKeepAliveEndsTheConnection() {
        Client client = gateway.version5("dev1");

        client.passes(Duration.ofSeconds(89));
        assertThat(client.isOpen()).isTrue();
        client.passes(Duration.ofSeconds(2));

        assertThat(client.heard()).isEqualTo("e0028d00");
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void aPingKeepsTheConnectionAlive() {
        Client client = gateway.version5("dev1");

        for (int i = 0; i < 5; i++) {
            client.passes(Duration.ofSeconds(60));
            client.send("c0 00");
        }

        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void bytesThatNeverBecomeAPacketDoNot() {
        Client client = gateway.version3("dev1");

        client.send("30 7f");
        for (int i = 0; i < 5; i++) {
            client.passes(Duration.ofSeconds(30));
            client.send("00");
        }

        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void silenceIsNotHeldAgainstAClientThatIsNotRead() {
        Client client = gateway.version3("dev1");
        client.connection().gate().close(ReadGate.Reason.LOG_FULL);

        client.passes(Duration.ofSeconds(1000));

        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void theWillIsPublishedWhenTheConnectionBreaks() {
        Client client = withWill(0);

        client.breaks();

        assertThat(gateway.log.appended).singleElement().satisfies(will -> {
            assertThat(will.topic()).isEqualTo(DEATH);
            assertThat(will.payload()).isEqualTo("gone");
        });
    }

    @Test
    void theWillIsNotPublishedAfterAFarewell() {
        Client client = withWill(0);

        client.send("e0 00");

        assertThat(client.isOpen()).isFalse();
        assertThat(gateway.log.appended).isEmpty();
    }

    @Test
    void theWillIsPublishedAfterAFarewellThatAsksForIt() {
        Client client = withWill(0);

        client.send("e0 01 04");

        assertThat(gateway.log.payloads()).containsExactly("gone");
    }

    @Test
    void theWillIsPublishedWhenTheKeepAliveRunsOut() {
        Client client = withWill(0);

        client.passes(Duration.ofSeconds(91));

        assertThat(gateway.log.payloads()).containsExactly("gone");
    }

    @Test
    void theWillIsNotPublishedWhenTheServerShutsDown() {
        Client client = withWill(0);

        client.connection().shutDown();

        assertThat(client.heard()).isEqualTo("e0028b00");
        assertThat(gateway.log.appended).isEmpty();
    }

    @Test
    void aDelayedWillIsSparedByComingBack() {
        Client client = withWill(60);

        client.breaks();
        withWill(60);

        assertThat(gateway.log.appended).isEmpty();
    }

    @Test
    void aDelayedWillIsPublishedWhenItsSessionEnds() {
        Client client = withWill(60);

        client.breaks();
        assertThat(gateway.log.appended).isEmpty();
        gateway.version5("dev1"); // a clean start ends the session

        assertThat(gateway.log.payloads()).containsExactly("gone");
    }

    @Test
    void aMalformedPacketEndsItsConnectionOnly() {
        Client broken = gateway.version5("dev1");
        Client other = gateway.version5("dev2");

        broken.send("36 05 0001 61 0001"); // QoS 3

        assertThat(broken.heard()).isEqualTo("e0028100");
        assertThat(broken.isOpen()).isFalse();
        assertThat(other.isOpen()).isTrue();
    }

    @Test
    void packetsThatOnlyAServerSendsAreAnError() {
        for (String bytes : new String[] {"20 03 00 00 00", "90 04 0001 00 00", "b0 04 0001 00 00", "d0 00"}) {
            Client client = gateway.version5("dev1");

            client.send(bytes);

            assertThat(client.heard()).as(bytes).isEqualTo("e0028200");
        }
    }

    @Test
    void theSessionMayBeKeptLongerOrShorterAtTheFarewellButNotBegun() {
        Client without = gateway.version5("dev1");
        without.send("e0 07 00 05 11 00000001");
        assertThat(without.heard()).isEqualTo("e0028200");

        Client with = withWill(0);
        with.send("e0 07 00 05 11 00000000");
        assertThat(with.isOpen()).isFalse();
        assertThat(gateway.sessions.size()).isZero();
    }

    private Client withWill(int delaySeconds) {
        MqttProperties session = new MqttProperties();
        session.add(new IntegerProperty(MqttProperties.SESSION_EXPIRY_INTERVAL, 600));
        MqttProperties delay = new MqttProperties();
        delay.add(new IntegerProperty(MqttProperties.WILL_DELAY_INTERVAL, delaySeconds));
        return gateway.open().connected(MqttVersion.MQTT_5, "dev1", connect -> connect.cleanSession(false)
                .properties(session)
                .willFlag(true)
                .willTopic(DEATH)
                .willMessage("gone".getBytes(UTF_8))
                .willProperties(delay));
    }
}
