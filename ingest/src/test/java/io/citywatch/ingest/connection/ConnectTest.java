package io.citywatch.ingest.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.ingest.connection.ConnectionHarness.Client;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectTest {
    /** No answer to a failed log-in waits longer. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final ConnectionHarness gateway = new ConnectionHarness();

    @AfterEach
    void close() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            wrong password               | dev1              | wrong  | 20 02 00 04 | 20 03 00 86 00
            revoked user name            | revoked-1         | secret | 20 02 00 05 | 20 03 00 87 00
            user name of no known form   | nobody/at/all/now | secret | 20 02 00 05 | 20 03 00 87 00
            the same, wrong password     | nobody/at/all/now | wrong  | 20 02 00 05 | 20 03 00 87 00
            """)
    void aLogInThatFailsHearsWhyInItsVersion(
            String why, String userName, String password, String version3, String version5) {
        for (MqttVersion version : new MqttVersion[] {MqttVersion.MQTT_3_1_1, MqttVersion.MQTT_5}) {
            Client client = gateway.open();

            client.send(Client.connect(version, userName)
                    .password(password.getBytes(StandardCharsets.UTF_8))
                    .build());

            client.passes(LONGEST_WAIT);
            String expected = version == MqttVersion.MQTT_5 ? version5 : version3;
            assertThat(client.heard()).as(why).isEqualTo(expected.replace(" ", ""));
            assertThat(client.isOpen()).isFalse();
        }
        assertThat(gateway.meter("login.failures")).isEqualTo(2);
    }

    @Test
    void ofAnIdentifierThatIsTooLongTheBeginningIsNoted() {
        Client client = gateway.open();

        client.send(Client.connect(MqttVersion.MQTT_5, "dev1")
                .clientId("x".repeat(255) + "\uD83D\uDEA8")
                .build());

        assertThat(client.heard()).isEqualTo("2003008500");
        assertThat(gateway.log.noted).extracting(event -> event.clientId()).containsExactly("x".repeat(255));
    }

    @Test
    void withoutCredentialsNobodyIsLetIn() {
        Client client = gateway.open();

        // CONNECT, "MQTT", level 4, clean session, keep-alive 60, client identifier "a"
        client.send("10 0d 0004 4d515454 04 02 003c 0001 61");

        client.passes(LONGEST_WAIT);
        assertThat(client.heard()).isEqualTo("20020005");
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void theAnswerToAWrongPasswordWaitsAndThatToTheRightOneDoesNot() {
        Client wrong = gateway.open();
        wrong.send(Client.connect(MqttVersion.MQTT_3_1_1, "dev1")
                .password("wrong".getBytes(StandardCharsets.UTF_8))
                .build());

        assertThat(wrong.heard()).isEmpty();
        Client right = gateway.version3("dev1");

        assertThat(right.isOpen()).isTrue();
        wrong.passes(LONGEST_WAIT);
        assertThat(wrong.heard()).isEqualTo("20020004");
    }

    @Test
    void whenTooManyLogInAtOnceSirensAndDevicesInAlarmAreLetInFirst() {
        gateway.inAlarm.raised("dev-in-alarm");
        for (int i = 0; i < ConnectionHarness.CONNECTS * 4 / 5; i++) {
            gateway.version3("dev" + i);
        }

        Client version3 = gateway.open()
                .send(Client.connect(MqttVersion.MQTT_3_1_1, "late").build());
        Client version5 =
                gateway.open().send(Client.connect(MqttVersion.MQTT_5, "late").build());

        assertThat(version3.heard()).isEqualTo("20020003");
        assertThat(version5.heard()).isEqualTo("2003009700");
        assertThat(gateway.version3("listener/siren-1").isOpen()).isTrue();
        assertThat(gateway.version5("dev-in-alarm").isOpen()).isTrue();
        assertThat(gateway.meter("refused", "reason", "connect-rate")).isEqualTo(2);
    }

    @Test
    void whatHappensToConnectionsIsNoted() {
        Client client = gateway.version3("dev1");
        gateway.version3("dev1");
        client.isOpen();
        gateway.open().send("c0 00");

        assertThat(gateway.log.noted)
                .extracting(event -> event.type().text() + " " + event.principal() + " " + event.reason())
                .containsExactly(
                        "connected dev1 null",
                        "connected dev1 null",
                        "takenOver dev1 taken-over",
                        "refused null no-connect");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            level 3, the old MQIsdp                | 10 0f 0006 4d5149736470 03 02 003c 0001 61               | 20020001
            level 6 of MQTT                        | 10 0d 0004 4d515454 06 02 003c 0001 61                   | 2003008400
            reserved flag set                      | 10 0d 0004 4d515454 04 03 003c 0001 61                   | ''
            will QoS without will                  | 10 0d 0004 4d515454 04 0a 003c 0001 61                   | ''
            will QoS 3                             | 10 13 0004 4d515454 04 1e 003c 0001 61 0001 61 0001 62   | ''
            password without user name             | 10 10 0004 4d515454 04 42 003c 0001 61 0001 62           | ''
            no identifier and an old session       | 10 0c 0004 4d515454 04 00 003c 0000                      | 20020002
            bytes behind the end                   | 10 0e 0004 4d515454 04 02 003c 0001 61 00                | ''
            5: receive maximum 0                   | 10 11 0004 4d515454 05 02 003c 03 21 0000 0001 61        | 2003008200
            5: maximum packet size 0               | 10 13 0004 4d515454 05 02 003c 05 27 00000000 0001 61    | 2003008200
            5: a property that has no place here   | 10 11 0004 4d515454 05 02 003c 03 23 0001 0001 61        | 2003008100
            5: receive maximum twice               | 10 14 0004 4d515454 05 02 003c 06 21 0001 21 0001 0001 61 | 2003008200
            5: its length in too many bytes        | 10 8e00 0004 4d515454 05 02 003c 00 0001 61              | 2003008100
            5: surrogate in the client identifier  | 10 10 0004 4d515454 05 02 003c 00 0003 eda080            | 2003008100
            5: a length in too many bytes          | 10 0f 0004 4d515454 05 02 003c 8000 0001 61              | 2003008100
            5: reserved flag of an unknown version | 10 0e 0004 4d515454 07 03 003c 00 0001 61                | 2003008400
            5: an authentication method            | 10 12 0004 4d515454 05 02 003c 04 15 0001 78 0001 61     | 2003008c00
            5: reserved flag set                   | 10 0e 0004 4d515454 05 03 003c 00 0001 61                | 2003008100
            an empty will topic                    | 10 1d 0004 4d515454 04 c6 003c 0001 61 0000 0001 62 0001 64 0006 736563726574 | ''
            a will topic with a wildcard           | 10 1e 0004 4d515454 04 c6 003c 0001 61 0001 2b 0001 62 0001 64 0006 736563726574 | ''
            5: an empty will topic                 | 10 1f 0004 4d515454 05 c6 003c 00 0001 61 00 0000 0001 62 0001 64 0006 736563726574 | 2003009000
            a PINGREQ first                        | c0 00                                                    | ''
            """)
    void aConnectThatBreaksTheRulesIsRefused(String what, String bytes, String answer) {
        Client client = gateway.open();

        client.send(bytes);

        assertThat(client.heard()).as(what).isEqualTo(answer);
        assertThat(client.isOpen()).as(what).isFalse();
    }

    @Test
    void version3IsGreetedWithTwoZeros() {
        Client client = gateway.open();

        client.send(Client.connect(MqttVersion.MQTT_3_1_1, "dev1").build());

        assertThat(client.heard()).isEqualTo("20020000");
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void version5HearsTheServersLimitsAndItsNewName() {
        Client client = gateway.open();

        client.send(Client.connect(MqttVersion.MQTT_5, "dev1").clientId("").build());

        assertThat(client.heard())
                .contains("21" + "0004") // receive maximum 4
                .contains("27" + "000004c8") // maximum packet size 1224
                .contains("22" + "0040") // topic aliases 64
                .contains("12" + "0029" + "6175746f2d"); // assigned identifier, 41 characters, "auto-…"
    }

    @Test
    void version5IsToldToSpeakMoreOften() {
        Client client = gateway.open();

        client.send(Client.connect(MqttVersion.MQTT_5, "dev1").keepAlive(0).build());

        assertThat(client.heard()).contains("13" + "0e10"); // server keep-alive 3600
    }

    @Test
    void aSecondConnectIsAnError() {
        Client client = gateway.version5("dev1");

        client.send(Client.connect(MqttVersion.MQTT_5, "dev1").build());

        assertThat(client.heard()).isEqualTo("e0028200");
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void aClientThatSaysNothingIsDropped() {
        Client client = gateway.open();

        client.passes(Duration.ofSeconds(9));
        assertThat(client.isOpen()).isTrue();
        client.passes(Duration.ofSeconds(2));

        assertThat(client.isOpen()).isFalse();
        assertThat(gateway.meter("refused", "reason", "connect-timeout")).isEqualTo(1);
    }

    @Test
    void aClientThatNeverFinishesItsConnectIsDropped() {
        Client client = gateway.open();

        for (String oneByte : "10 7f 00 04 4d 51 54 54 04 02 00".split(" ")) {
            client.send(oneByte);
            client.passes(Duration.ofSeconds(1));
        }

        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void theSameClientTakesItsConnectionOver() {
        Client first = gateway.version5("dev1");

        Client second = gateway.version5("dev1");

        assertThat(first.heard()).isEqualTo("e0028e00");
        assertThat(first.isOpen()).isFalse();
        assertThat(second.isOpen()).isTrue();
        assertThat(gateway.meter("connections")).isEqualTo(1);
    }

    @Test
    void aUserNameHasSoManySessionsAndNoMore() {
        for (int i = 0; i < ConnectionHarness.SESSIONS; i++) {
            named("c" + i);
        }

        Client version3 = gateway.open()
                .send(Client.connect(MqttVersion.MQTT_3_1_1, "dev1")
                        .clientId("more")
                        .build());
        Client version5 = gateway.open()
                .send(Client.connect(MqttVersion.MQTT_5, "dev1")
                        .clientId("more")
                        .build());

        assertThat(version3.heard()).isEqualTo("20020003");
        assertThat(version5.heard()).isEqualTo("2003009700");
        assertThat(gateway.version5("dev2").isOpen()).isTrue();
        Client again = named("c0");
        assertThat(again.isOpen()).isTrue();

        again.breaks();

        assertThat(named("more").isOpen()).isTrue();
    }

    private Client named(String clientId) {
        return gateway.open().connected(MqttVersion.MQTT_5, "dev1", connect -> connect.clientId(clientId));
    }

    @Test
    void anotherUserWithTheSameIdentifierTakesNothingOver() {
        Client first = gateway.version5("dev1");

        gateway.open().connected(MqttVersion.MQTT_5, "dev2", connect -> connect.clientId("dev1"));

        assertThat(first.isOpen()).isTrue();
    }

    @Test
    void aWillOnAForeignTopicIsRefused() {
        Client client = gateway.open();

        client.send(Client.connect(MqttVersion.MQTT_5, "dev1")
                .willFlag(true)
                .willTopic("citywatch/v1/410811/gas/other/death")
                .willMessage(new byte[0])
                .build());

        assertThat(client.heard()).isEqualTo("2003008700");
    }

    @Test
    void aWillOnNoTopicOfADeviceIsRefused() {
        Client client = gateway.open();

        client.send(Client.connect(MqttVersion.MQTT_5, "dev1")
                .willFlag(true)
                .willTopic("somewhere/else")
                .willMessage(new byte[0])
                .build());

        assertThat(client.heard()).isEqualTo("2003009000");
    }

    @Test
    void aSessionIsKeptNoLongerThanTheServerAllows() {
        MqttProperties properties = new MqttProperties();
        properties.add(new IntegerProperty(MqttProperties.SESSION_EXPIRY_INTERVAL, 100_000));
        Client client = gateway.open();

        client.send(Client.connect(MqttVersion.MQTT_5, "dev1")
                .properties(properties)
                .build());

        assertThat(client.heard()).contains("11" + "00000e10"); // one hour
    }
}
