package io.citywatch.ingest.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.ingest.connection.ConnectionHarness.Client;
import io.citywatch.telemetry.connection.ConnectionEvent;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BalancerTest {
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    /** The signature of version 2, PROXY over TCP and IPv4, 203.0.113.9:4660 to 127.0.0.1:1883. */
    private static final String VERSION_2 = "0d0a0d0a000d0a515549540a 21 11 000c cb007109 7f000001 1234 075b";

    private final ConnectionHarness gateway = new ConnectionHarness(true);

    @AfterEach
    void close() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            PROXY TCP4 203.0.113.7 127.0.0.1 5000 1883  | 203.0.113.7
            PROXY TCP6 2001:db8::7 ::1 5000 1883        | 2001:db8::7
            """)
    void theClientsAddressIsTheOneThatTheBalancerTells(String header, String address) {
        Client client = gateway.open().send(line(header));

        client.connected(MqttVersion.MQTT_3_1_1, "dev1", connect -> connect);

        assertThat(gateway.log.noted).extracting(ConnectionEvent::address).containsExactly(address);
    }

    @Test
    void theBinaryHeaderIsUnderstoodToo() {
        Client client = gateway.open().send(VERSION_2);

        client.connected(MqttVersion.MQTT_5, "dev1", connect -> connect);

        assertThat(gateway.log.noted).extracting(ConnectionEvent::address).containsExactly("203.0.113.9");
    }

    @Test
    void namesOfNoKnownFormAreRememberedAsOne() {
        for (int failure = 1; failure <= 5; failure++) {
            Client client = gateway.open().send(line("PROXY TCP4 10.0.0." + failure + " 127.0.0.1 5000 1883"));
            client.send(Client.connect(MqttVersion.MQTT_3_1_1, "nobody/" + failure + "x".repeat(900))
                    .clientId("c")
                    .build());
            client.passes(Duration.ofMillis(100L << failure - 1).minusMillis(1));
            assertThat(client.isOpen()).as("before its wait").isTrue();
            client.passes(Duration.ofMillis(1));
            assertThat(client.isOpen()).as("after its wait").isFalse();
        }
    }

    @Test
    void headerAndConnectMayComeTogetherAndInPieces() {
        String bytes = line("PROXY TCP4 203.0.113.7 127.0.0.1 5000 1883")
                + "101b00044d51545404c2003c0001610004646576310006736563726574";
        Client client = gateway.open();

        for (int at = 0; at < bytes.length(); at += 14) {
            client.send(bytes.substring(at, Math.min(bytes.length(), at + 14)));
        }

        assertThat(client.heard()).isEqualTo("20020000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROXY TCP4 nowhere 127.0.0.1 5000 1883", "CONNECT 127.0.0.1:1883 HTTP/1.1"})
    void whoBeginsWithoutAHeaderIsClosedWithoutAWord(String first) {
        Client client = gateway.open().send(line(first));

        assertThat(client.heard()).isEmpty();
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void whoFailsMakesOthersFromTheSameBalancerWaitNoLonger() {
        for (int i = 0; i < 5; i++) {
            failedLogin("203.0.113.7", "dev" + i);
        }

        Client other = failedLogin("203.0.113.8", "dev-other");

        assertThat(other.heard()).isEmpty();
        other.passes(FIRST_WAIT);
        assertThat(other.heard()).isEqualTo("20020004");
    }

    private Client failedLogin(String address, String userName) {
        return gateway.open()
                .send(line("PROXY TCP4 " + address + " 127.0.0.1 5000 1883"))
                .send(Client.connect(MqttVersion.MQTT_3_1_1, userName)
                        .password("wrong".getBytes(US_ASCII))
                        .build());
    }

    private static String line(String text) {
        return ByteBufUtil.hexDump((text + "\r\n").getBytes(US_ASCII));
    }
}
