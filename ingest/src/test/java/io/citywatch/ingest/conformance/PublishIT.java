package io.citywatch.ingest.conformance;

import static io.citywatch.ingest.conformance.Wire.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PUBLISH and its acknowledgements at each QoS, and retained messages. */
class PublishIT {
    @RegisterExtension
    static final OpenGateway broker = new OpenGateway();

    private final String topic = OpenGateway.name() + "/a";

    /** MQTT-3.8.4-8: at the lower of both, for every pair. */
    @ParameterizedTest
    @CsvSource({"0,0", "0,1", "0,2", "1,0", "1,1", "1,2", "2,0", "2,1", "2,2"})
    void aMessageComesAtTheLowerQosOfPublisherAndSubscriber(int published, int subscribed) throws Exception {
        try (Wire subscriber = broker.version5(OpenGateway.name());
                Wire publisher = broker.version5(OpenGateway.name())) {
            subscriber.subscribe5(topic, "0" + subscribed);
            publish(publisher, published);

            int qos = Math.min(published, subscribed);
            String packetId = qos == 0 ? "" : "0001";
            subscriber.expect("3" + Integer.toHexString(qos << 1), text(topic), packetId, "00", "61");
        }
    }

    private void publish(Wire publisher, int qos) throws Exception {
        if (qos == 0) {
            publisher.send("30", text(topic), "00 61");
        } else if (qos == 1) {
            publisher.send("32", text(topic), "0007 00 61");
            publisher.expect("40", "0007");
        } else {
            publisher.send("34", text(topic), "0007 00 61");
            publisher.expect("50", "0007");
            publisher.send("62", "0007");
            publisher.expect("70", "0007");
        }
    }

    /** MQTT-4.3.3-10, MQTT-4.3.3-12: what is sent again before its PUBREL is acknowledged, and delivered once. */
    @Test
    void aMessageOfQosTwoIsDeliveredOnce() throws Exception {
        try (Wire client = broker.version3(OpenGateway.name())) {
            client.send("82", "0009", text(topic), "00");
            client.expect("90", "0009 00");
            client.send("34", text(topic), "0007 61");
            client.send("3c", text(topic), "0007 61");
            client.send("62", "0007");

            assertThat(new String[] {client.heard(), client.heard(), client.heard(), client.heard()})
                    .containsExactlyInAnyOrder(
                            Wire.packet("30", text(topic), "61"),
                            Wire.packet("50", "0007"),
                            Wire.packet("50", "0007"),
                            Wire.packet("70", "0007"));
        }
    }

    /** MQTT-3.3.1-3: the DUP flag of the publisher is not the subscriber's. */
    @Test
    void aRepeatedMessageIsNoRepetitionForTheSubscriber() throws Exception {
        try (Wire client = broker.version3(OpenGateway.name())) {
            client.send("82", "0009", text(topic), "00");
            client.expect("90", "0009 00");
            client.send("3a", text(topic), "0007 61");
            client.expect("30", text(topic), "61");
        }
    }

    /** Reason code 0x92: nothing of that identifier is under way (MQTT 5, 3.5.2.1, 3.6.2.1, 3.7.2.1). */
    @Test
    void identifiersThatAreNotInUseAreAnsweredSo() throws Exception {
        try (Wire client = broker.version5(OpenGateway.name())) {
            client.send("62", "0005");
            assertThat(client.heard()).startsWith("70").contains("000592");
            client.send("50", "0006");
            assertThat(client.heard()).startsWith("62").contains("000692");
            client.send("40", "0007");
            client.send("70", "0008");
            client.expectNothing();
        }
        try (Wire client = broker.version3(OpenGateway.name())) {
            client.send("62", "0005");
            client.expect("70", "0005");
            client.send("50", "0006");
            client.expect("62", "0006");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            3.3.1-4 QoS 3                          | 36 06 0001 61 0001 00          | e0028100
            3.3.1-2 DUP at QoS 0                   | 38 04 0001 61 00               | e0028200
            2.2.1-3 packet identifier 0            | 32 06 0001 61 0000 00          | e0028100
            3.3.2-2 wildcard +                     | 30 04 0001 2b 00               | e0028100
            3.3.2-2 wildcard #                     | 30 06 0003 612f23 00           | e0028100
            3.3.2-1 a topic that is not UTF-8      | 30 04 0001 ff 00               | e0028100
            1.5.4-2 U+0000 in the topic            | 30 04 0001 00 00               | e0028100
            3.3.2.1 neither topic nor alias        | 30 03 0000 00                  | e0028200
            3.3.2-8 alias 0                        | 30 07 0001 61 03 23 0000       | e0029400
            3.3.2-9 alias beyond the maximum       | 30 07 0001 61 03 23 ffff       | e0029400
            3.3.4 alias that nobody has set        | 30 06 0000 03 23 0005          | e0028200
            3.3.2.3.4 alias twice                  | 30 0a 0001 61 06 23 0001 23 0001 | e0028200
            3.3.2.3.3 expiry twice                 | 30 0e 0001 61 0a 0200000001 0200000001 | e0028200
            3.3.2.3.2 payload format 2             | 30 06 0001 61 02 01 02         | e0028200
            3.3.2-14 wildcard in the response topic | 30 08 0001 61 04 08 0001 23   | e0028200
            3.3.4-6 subscription identifier        | 30 06 0001 61 02 0b 01         | e0028200
            2.2.2.2 property of another packet     | 30 09 0001 61 05 11 00000001   | e0028100
            properties longer than the packet      | 30 04 0001 61 7f               | e0028100
            3.6.1-1 flags of PUBREL                | 60 02 0001                     | e0028100
            2.2.1-3 PUBACK of identifier 0         | 40 02 0000                     | e0028100
            4.8.1 a packet that only a server sends | b0 04 0001 00 00              | e0028200
            packet type 0                          | 00 00                          | e0028100
            PINGREQ with a body                    | c0 01 00                       | e0028100
            AUTH without a method                  | f0 00                          | e0028200
            """)
    void whatBreaksAStatementEndsTheConnectionWithItsCode(String statement, String bytes, String end) throws Exception {
        try (Wire client = broker.version5(OpenGateway.name())) {
            client.sendBytes(bytes);
            client.expectEnd(end);
        }
    }

    /** MQTT-3.3.1-5, -6, -8, -12: kept, replaced, removed by an empty one; and only the kept one has the flag. */
    @Test
    void aRetainedMessageIsKeptReplacedAndRemoved() throws Exception {
        try (Wire publisher = broker.version3(OpenGateway.name());
                Wire subscriber = broker.version5(OpenGateway.name())) {
            publisher.send("31", text(topic), "61");
            publisher.send("33", text(topic), "0001 62");
            publisher.expect("40", "0001");
            subscriber.subscribe5(topic, "00");
            subscriber.expect("31", text(topic), "00", "62");

            publisher.send("31", text(topic));
            subscriber.expect("30", text(topic), "00");
            subscriber.subscribe5(topic, "00");
            subscriber.expectNothing();
        }
    }

    /** MQTT-3.8.4-3 to -5, 3.8.3.1: retain handling; MQTT-3.3.1-12, -13: retain as published. */
    @Test
    void retainedMessagesComeAsTheSubscriptionAsks() throws Exception {
        try (Wire client = broker.version5(OpenGateway.name())) {
            client.send("31", text(topic), "00 61");
            client.subscribe5(topic, "20");
            client.expectNothing();
            client.subscribe5(topic, "10");
            client.expectNothing();
            client.subscribe5(topic, "00");
            client.expect("31", text(topic), "00 61");
            client.send("a2", "000a 00", text(topic));
            client.expect("b0", "000a 00 00");
            client.subscribe5(topic, "10");
            client.expect("31", text(topic), "00 61");

            client.subscribe5(topic, "28");
            client.send("31", text(topic), "00 62");
            client.expect("31", text(topic), "00 62");
        }
    }

    /** What a device says goes into the log as always, and live to those who have subscribed. */
    @Test
    void theTopicsOfDevicesGoIntoTheLog() throws Exception {
        String uplink = "citywatch/v1/410811/gas/" + OpenGateway.name() + "/telemetry";
        try (Wire client = broker.version3(OpenGateway.name())) {
            client.send("82", "0009", text("citywatch/v1/#"), "00");
            client.expect("90", "0009 00");
            client.send("32", text(uplink), "0001", Wire.hex("{}"));
            assertThat(new String[] {client.heard(), client.heard()})
                    .containsExactlyInAnyOrder(
                            Wire.packet("30", text(uplink), Wire.hex("{}")), Wire.packet("40", "0001"));
        }
        assertThat(broker.gateway().uplink()).anySatisfy(message -> assertThat(
                        new String(message.headers().lastHeader("topic").value(), UTF_8))
                .isEqualTo(uplink));
    }
}
