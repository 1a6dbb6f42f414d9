package io.citywatch.ingest.conformance;

import static io.citywatch.ingest.conformance.Wire.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CONNECT and CONNACK. */
class ConnectIT {
    @RegisterExtension
    static final OpenGateway broker = new OpenGateway();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            3.1.2-2 level 3                      | 10 0f 0006 4d5149736470 03 02 003c 0001 61                     | 20020001
            3.1.2-2 level 6                      | 10 0d 0004 4d515454 06 02 003c 0001 61                         | 2003008400
            3.1.2-1 another name                 | 10 0e 0004 4d515458 05 02 003c 00 0001 61                      | 2003008400
            3.1.2-3 reserved flag, 3.1.1         | 10 0d 0004 4d515454 04 03 003c 0001 61                         | ''
            3.1.2-3 reserved flag                | 10 0e 0004 4d515454 05 03 003c 00 0001 61                      | 2003008100
            3.1.2-11 will QoS without will       | 10 0e 0004 4d515454 05 0a 003c 00 0001 61                      | 2003008100
            3.1.2-13 will retain without will    | 10 0e 0004 4d515454 05 22 003c 00 0001 61                      | 2003008100
            3.1.2-12 will of QoS 3               | 10 15 0004 4d515454 05 1e 003c 00 0001 61 00 0001 62 0001 63   | 2003008100
            3.1.1: 3.1.2-22 password alone       | 10 10 0004 4d515454 04 42 003c 0001 61 0001 62                 | ''
            3.1.1: 3.1.3-8 no name, old session  | 10 0c 0004 4d515454 04 00 003c 0000                            | 20020002
            1.5.4-1 surrogate in the identifier  | 10 10 0004 4d515454 05 02 003c 00 0003 eda080                  | 2003008100
            1.5.4-2 U+0000 in the identifier     | 10 0e 0004 4d515454 05 02 003c 00 0001 00                      | 2003008100
            1.5.5-1 length in too many bytes     | 10 0f 0004 4d515454 05 02 003c 8000 0001 61                    | 2003008100
            2.1.3-1 flags of the fixed header    | 11 0d 0004 4d515454 04 02 003c 0001 61                         | ''
            2.2.2.2 property of another packet   | 10 11 0004 4d515454 05 02 003c 03 23 0001 0001 61              | 2003008100
            2.2.2.2 property that is unknown     | 10 10 0004 4d515454 05 02 003c 02 7e 00 0001 61                | 2003008100
            3.1.2.11.2 session expiry twice      | 10 18 0004 4d515454 05 02 003c 0a 1100000001 1100000001 0001 61 | 2003008200
            3.1.2.11.3 receive maximum 0         | 10 11 0004 4d515454 05 02 003c 03 21 0000 0001 61              | 2003008200
            3.1.2.11.4 maximum packet size 0     | 10 13 0004 4d515454 05 02 003c 05 27 00000000 0001 61          | 2003008200
            3.1.2.11.7 problem information 2     | 10 10 0004 4d515454 05 02 003c 02 17 02 0001 61                | 2003008200
            3.1.2.11.9 method of authentication  | 10 12 0004 4d515454 05 02 003c 04 15 0001 78 0001 61           | 2003008c00
            3.1.2.11.10 data without a method    | 10 12 0004 4d515454 05 02 003c 04 16 0001 78 0001 61           | 2003008200
            bytes behind the last field          | 10 0f 0004 4d515454 05 02 003c 00 0001 61 00                   | 2003008100
            3.1.0-1 PINGREQ first                | c0 00                                                          | ''
            a length of five bytes               | 10 80808080 01                                                 | ''
            """)
    void aConnectThatBreaksAStatementIsRefused(String statement, String bytes, String answer) throws Exception {
        try (Wire client = broker.open()) {
            client.sendBytes(bytes);
            client.expectEnd(answer);
        }
    }

    /** MQTT-3.1.0-2. */
    @Test
    void aSecondConnectIsAProtocolError() throws Exception {
        try (Wire client = broker.version5(OpenGateway.name())) {
            client.connect5("02", "", text("x"));
            client.expectEnd("e0 02 82 00");
        }
    }

    /** MQTT-3.1.3-6, MQTT-3.1.3-7. */
    @Test
    void whoNamesItselfNotIsGivenAName() throws Exception {
        try (Wire client = broker.open()) {
            client.connect5("02", "", text(""));
            assertThat(client.heard()).matches("20..0000.*12" + "0029" + Wire.hex("auto-") + ".*");
        }
    }

    /** MQTT-3.1.4-3. */
    @Test
    void aSecondConnectionTakesTheFirstOver() throws Exception {
        String name = OpenGateway.name();
        try (Wire first = broker.version5(name);
                Wire second = broker.version5(name)) {
            first.expectEnd("e0 02 8e 00");
            second.expectNothing();
        }
    }

    /** MQTT-3.1.2-24, MQTT-3.1.2-25: the server may not send more than the client takes, not even in answer. */
    @Test
    void aMessageLongerThanTheClientTakesIsNotSent() throws Exception {
        String topic = OpenGateway.name();
        try (Wire client = broker.version5(OpenGateway.name(), "27 00000020")) {
            client.subscribe5(topic, "00");
            client.send("30", text(topic), "00", "61".repeat(40));
            client.send("30", text(topic), "00", "62");
            client.expect("30", text(topic), "00", "62");
        }
    }

    @Test
    void anybodyIsLetInWithOrWithoutCredentials() throws Exception {
        MqttClient client = new MqttClient(broker.uri(), OpenGateway.name(), new MemoryPersistence());
        client.connect();
        client.disconnect();
        MqttConnectOptions options = new MqttConnectOptions();
        options.setUserName("who/ever/it/is");
        options.setPassword("anything".toCharArray());
        client.connect(options);
        client.publish("some/where", "x".getBytes(UTF_8), 2, false);
        client.disconnect();
        client.close();
    }
}
