package io.citywatch.ingest.conformance;

import static io.citywatch.ingest.conformance.Wire.text;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SUBSCRIBE, UNSUBSCRIBE, topic filters and shared subscriptions. */
class SubscribeIT {
    @RegisterExtension
    static final OpenGateway broker = new OpenGateway();

    private final String root = OpenGateway.name();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            3.8.1-1 flags of SUBSCRIBE             | 80 07 0001 00 0001 61 00       | e0028100
            3.10.1-1 flags of UNSUBSCRIBE          | a0 06 0001 00 0001 61          | e0028100
            2.2.1-3 packet identifier 0            | 82 07 0000 00 0001 61 00       | e0028100
            3.8.3-2 no filter                      | 82 03 0001 00                  | e0028200
            3.10.3-2 no filter                     | a2 03 0001 00                  | e0028200
            3.8.3.1 QoS 3                          | 82 07 0001 00 0001 61 03       | e0028200
            3.8.3.1 retain handling 3              | 82 07 0001 00 0001 61 30       | e0028200
            3.8.3-5 reserved option bits           | 82 07 0001 00 0001 61 40       | e0028100
            3.8.3-4 no local on a shared one       | 82 10 0001 00 000a 2473686172652f672f61 04 | e0028200
            3.8.2.1.2 subscription identifier 0    | 82 09 0001 02 0b 00 0001 61 00 | e0028200
            3.8.2.1.2 subscription identifier twice | 82 0b 0001 04 0b 01 0b 02 0001 61 00 | e0028200
            1.5.4-1 a filter that is not UTF-8     | 82 08 0001 00 0002 c080 00     | e0028100
            a filter without options               | 82 06 0001 00 0001 61          | e0028100
            4.7.3-1 an empty filter                | 82 06 0001 00 0000 00          | e0028200
            4.7.3-1 an empty filter to the end     | a2 05 0001 00 0000             | e0028200
            4.7.1-2 a wildcard in a level          | 82 08 0001 00 0002 612b 00     | e0028200
            4.7.1-3 # before the end               | 82 09 0001 00 0003 232f62 00   | e0028200
            4.8.2-1 a group without a name         | 82 0f 0001 00 0009 2473686172652f2f61 00 | e0028200
            4.8.2-2 a group with a wildcard        | 82 10 0001 00 000a 2473686172652f2b2f61 00 | e0028200
            4.8.2-2 a group without a filter       | 82 0e 0001 00 0008 2473686172652f67 00 | e0028200
            """)
    void whatBreaksAStatementEndsTheConnectionWithItsCode(String statement, String bytes, String end) throws Exception {
        try (Wire client = broker.version5(OpenGateway.name())) {
            client.sendBytes(bytes);
            client.expectEnd(end);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            3.8.3-4 QoS 3                          | 82 06 0001 0001 61 03
            3.8.3-4 options of version 5           | 82 06 0001 0001 61 04
            3.8.1-1 flags of SUBSCRIBE             | 80 06 0001 0001 61 00
            AUTH is of version 5                   | f0 00
            4.7.3-1 an empty filter                | 82 05 0001 0000 00
            4.7.3-1 an empty filter to the end     | a2 04 0001 0000
            4.7.1-3 a wildcard in a level          | 82 07 0001 0002 612b 00
            4.7.1-2 # before the end               | 82 08 0001 0003 232f62 00
            """)
    void version3IsClosedWithoutAWord(String statement, String bytes) throws Exception {
        try (Wire client = broker.version3(OpenGateway.name())) {
            client.sendBytes(bytes);
            client.expectEnd("");
        }
    }

    /** MQTT-3.8.4-5, MQTT-3.8.4-6, MQTT-3.9.3-1: one code for each filter, in their order. */
    @Test
    void everyFilterHasItsCodeInOrder() throws Exception {
        try (Wire client = broker.version5(OpenGateway.name())) {
            String good = text(root);
            client.send("82", "0009 00", good + "02" + text("a".repeat(513)) + "00" + good + "01" + good + "00");
            client.expect("90", "0009 00", "02 8f 01 00");
        }
    }

    /** MQTT-4.7.1-1 to -3, MQTT-4.7.3-4: levels, also empty ones. */
    @ParameterizedTest
    @CsvSource({
        "/a/#, /a, true",
        "/a/#, /a/b/c, true",
        "/a/#, /ab, false",
        "/+, /, true",
        "/+, /a, true",
        "/+, /a/b, false",
        "/+/+, //b, true",
        "/a/+/c, /a//c, true",
        "/a, /A, false",
        "/a/, /a, false",
    })
    void filtersMatchLevelByLevel(String filter, String topic, boolean matches) throws Exception {
        try (Wire client = broker.version5(OpenGateway.name())) {
            client.subscribe5(root + filter, "00");
            client.send("30", text(root + topic), "00 61");
            if (matches) {
                client.expect("30", text(root + topic), "00 61");
            }
            client.expectNothing();
        }
    }

    /** MQTT-4.7.2-1. */
    @Test
    void wildcardsAtTheFrontDoNotReachTopicsWithADollar() throws Exception {
        try (Wire client = broker.version5(OpenGateway.name())) {
            client.subscribe5("+/" + root, "00");
            client.subscribe5("#", "00");
            client.send("30", text("$SYS/" + root), "00 61");
            client.send("30", text("end/" + root), "00 61");
            assertThat(firstOf(client, root)).isEqualTo(Wire.packet("30", text("end/" + root), "00 61"));
            client.send("a2", "000a 00", text("#"));
            client.expect("b0", "000a 00 00");
            client.subscribe5("$SYS/" + root, "00");
            client.send("30", text("$SYS/" + root), "00 62");
            assertThat(firstOf(client, "$SYS/" + root)).isEqualTo(Wire.packet("30", text("$SYS/" + root), "00 62"));
        }
    }

    /** The first message that names that, past those of other tests. */
    private static String firstOf(Wire client, String name) throws Exception {
        while (true) {
            String heard = client.heard();
            if (heard.contains(Wire.hex(name))) {
                return heard;
            }
        }
    }

    /** MQTT-3.3.4-2 to -5: one copy, at the highest QoS, with all the numbers. */
    @Test
    void overlappingSubscriptionsBringOneCopy() throws Exception {
        try (Wire client = broker.version5(OpenGateway.name())) {
            client.send("82", "0001 02 0b01", text(root + "/#"), "01");
            client.expect("90", "0001 00 01");
            client.send("82", "0002 02 0b02", text(root + "/+"), "00");
            client.expect("90", "0002 00 00");
            client.send("32", text(root + "/a"), "0007 00 61");

            assertThat(new String[] {client.heard(), client.heard()})
                    .satisfiesExactlyInAnyOrder(
                            ack -> assertThat(ack).isEqualTo(Wire.packet("40", "0007")), copy -> assertThat(copy)
                                    .startsWith("32")
                                    .contains(text(root + "/a") + "0001" + "04")
                                    .contains("0b01")
                                    .contains("0b02"));
            client.expectNothing();
        }
    }

    /** MQTT-3.8.3-3. */
    @Test
    void ownMessagesStayAwayWhenSoAsked() throws Exception {
        try (Wire client = broker.version5(OpenGateway.name());
                Wire other = broker.version5(OpenGateway.name())) {
            client.subscribe5(root, "04");
            client.send("30", text(root), "00 61");
            client.expectNothing();
            other.send("30", text(root), "00 62");
            client.expect("30", text(root), "00 62");
        }
    }

    /** MQTT-3.8.3-3: a retained message is none the less the client's own, and its next session is the same client. */
    @Test
    void ownRetainedMessagesStayAwayTooWhenSoAsked() throws Exception {
        String name = OpenGateway.name();
        try (Wire before = broker.version5(name)) {
            before.send("33", text(root + "/own"), "0001 00 61");
            before.expect("40", "0001");
        }
        try (Wire client = broker.version5(name);
                Wire other = broker.version5(OpenGateway.name())) {
            other.send("33", text(root + "/other"), "0001 00 62");
            other.expect("40", "0001");
            client.subscribe5(root + "/+", "04");
            client.expect("31", text(root + "/other"), "00 62");
            client.expectNothing();
            client.subscribe5(root + "/+", "00");
            assertThat(new String[] {client.heard(), client.heard()})
                    .containsExactlyInAnyOrder(
                            Wire.packet("31", text(root + "/own"), "00 61"),
                            Wire.packet("31", text(root + "/other"), "00 62"));
        }
    }

    /** MQTT-3.10.4-1 to -4, MQTT-3.11.3-1, -2. */
    @Test
    void afterUnsubscribingNothingComes() throws Exception {
        try (Wire client = broker.version5(OpenGateway.name())) {
            client.subscribe5(root, "00");
            client.send("a2", "000a 00", text(root), text(root + "/other"));
            client.expect("b0", "000a 00", "00 11");
            client.send("30", text(root), "00 61");
            client.expectNothing();
        }
    }

    /** MQTT 5, 4.8.2: one of the group gets each message; retained ones are not sent. */
    @Test
    void aSharedSubscriptionBringsEachMessageToOneMember() throws Exception {
        String shared = "$share/g/" + root;
        try (Wire one = broker.version5(OpenGateway.name());
                Wire two = broker.version5(OpenGateway.name());
                Wire publisher = broker.version5(OpenGateway.name())) {
            publisher.send("31", text(root), "00 72");
            publisher.expectNothing();
            one.subscribe5(shared, "00");
            two.subscribe5(shared, "00");
            publisher.send("30", text(root), "00 61");
            publisher.send("30", text(root), "00 62");

            String first = Wire.packet("30", text(root), "00 61");
            String second = Wire.packet("30", text(root), "00 62");
            assertThat(new String[] {one.heard(), two.heard()}).containsExactlyInAnyOrder(first, second);
            one.expectNothing();
            two.expectNothing();
        }
    }

    /** MQTT 5, 4.8.2: each shared subscription hands on a copy of its own, be it to a client that has another copy. */
    @Test
    void aMemberOfGroupsGetsACopyForEachAndOneForItself() throws Exception {
        try (Wire client = broker.version5(OpenGateway.name())) {
            client.send("82", "0001 02 0b01", text(root + "/+"), "00");
            client.expect("90", "0001 00 00");
            client.send("82", "0002 02 0b02", text("$share/g/" + root + "/+"), "00");
            client.expect("90", "0002 00 00");
            client.send("82", "0003 02 0b03", text("$share/h/" + root + "/+"), "00");
            client.expect("90", "0003 00 00");
            client.send("30", text(root + "/a"), "00 61");

            assertThat(new String[] {client.heard(), client.heard(), client.heard()})
                    .containsExactlyInAnyOrder(
                            Wire.packet("30", text(root + "/a"), "02 0b01 61"),
                            Wire.packet("30", text(root + "/a"), "02 0b02 61"),
                            Wire.packet("30", text(root + "/a"), "02 0b03 61"));
            client.expectNothing();
        }
    }

    /** MQTT 5, 3.3.2.3.8: a number that several subscriptions share comes once for each of them. */
    @Test
    void aNumberOfTwoSubscriptionsComesTwice() throws Exception {
        try (Wire client = broker.version5(OpenGateway.name())) {
            client.send("82", "0001 02 0b01", text(root + "/#"), "00", text(root + "/a"), "00");
            client.expect("90", "0001 00 00 00");
            client.send("30", text(root + "/a"), "00 61");
            client.expect("30", text(root + "/a"), "04 0b01 0b01 61");
        }
    }

    /** MQTT-3.8.4-3: who subscribes again has one subscription, with the newer options. */
    @Test
    void aSubscriptionIsReplacedByOneToTheSameFilter() throws Exception {
        for (String filter : new String[] {root, "$share/g/" + root}) {
            try (Wire client = broker.version5(OpenGateway.name())) {
                client.send("82", "0001 02 0b01", text(filter), "01");
                client.expect("90", "0001 00 01");
                client.send("82", "0002 02 0b02", text(filter), "00");
                client.expect("90", "0002 00 00");
                client.send("30", text(root), "00 61");
                client.expect("30", text(root), "02 0b02 61");
                client.send("a2", "0003 00", text(filter));
                client.expect("b0", "0003 00 00");
                client.send("30", text(root), "00 62");
                client.expectNothing();
            }
        }
    }

    /** MQTT-3.1.2-24: an answer that is larger than the client takes is not sent; without it the client can't go on. */
    @Test
    void moreFiltersThanTheClientTakesAnAnswerForEndTheConnection() throws Exception {
        for (String first : new String[] {"82", "a2"}) {
            String one = text(root) + (first.equals("82") ? "00" : "");
            try (Wire client = broker.version5(OpenGateway.name(), "27 00000020")) {
                client.send(first, "0001 00", one.repeat(27));
                assertThat(client.heard()).hasSize(2 * 32);
                client.send(first, "0002 00", one.repeat(28));
                client.expectEnd("e0 02 95 00");
            }
        }
    }

    /** MQTT 5, 4.8.2, MQTT-4.8.2-5: at QoS 1 another member gets what the one that has gone had not acknowledged, at 2 nobody. */
    @Test
    void whatAMemberLeavesBehindGoesToAnother() throws Exception {
        String shared = "$share/g/" + root;
        try (Wire publisher = broker.version5(OpenGateway.name());
                Wire one = broker.version5(OpenGateway.name());
                Wire two = broker.version5(OpenGateway.name())) {
            one.subscribe5(shared, "02");
            for (int id = 1; id <= 4; id++) {
                publisher.send(id == 3 ? "34" : "32", text(root), "%04x".formatted(id), "00", "%02x".formatted(id));
                assertThat(publisher.heard()).startsWith(id == 3 ? "50" : "40");
                one.expect(id == 3 ? "34" : "32", text(root), "%04x".formatted(id), "00", "%02x".formatted(id));
            }
            one.send("40", "0002");
            two.subscribe5(shared, "01");
            one.send("e0");
            one.expectEnd("");

            two.expect("32", text(root), "0001 00 01");
            two.expect("32", text(root), "0002 00 04");
            two.expectNothing();
        }
    }
}
