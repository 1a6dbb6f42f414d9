package io.citywatch.ingest.conformance;

import static io.citywatch.ingest.conformance.Wire.properties;
import static io.citywatch.ingest.conformance.Wire.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Flow control, topic aliases, the properties of messages, and keep-alive. */
class FlowIT {
    @RegisterExtension
    static final OpenGateway broker = new OpenGateway();

    private final String topic = OpenGateway.name() + "/topic";

    /** MQTT-3.3.4-7, MQTT-4.9.0-2, -3: no more than the client takes; QoS 0 is not counted. */
    @Test
    void theClientsReceiveMaximumIsKept() throws Exception {
        try (Wire client = broker.version5(OpenGateway.name(), "21 0002");
                Wire publisher = broker.version3(OpenGateway.name())) {
            client.subscribe5(topic, "02");
            for (int id = 1; id <= 3; id++) {
                publisher.send("34", text(topic), "%04x".formatted(id), "%02x".formatted(id));
                publisher.expect("50", "%04x".formatted(id));
            }
            client.expect("34", text(topic), "0001 00 01");
            client.expect("34", text(topic), "0002 00 02");
            client.expectNothing();
            client.send("50", "0001");
            client.expect("62", "0001");
            client.expectNothing();
            client.send("70", "0001");
            client.expect("34", text(topic), "0003 00 03");
        }
    }

    /** MQTT-3.3.4-9, MQTT 5, 4.9: what comes again after a reconnect counts against the new connection's maximum, releases do not. */
    @Test
    void whatComesAgainKeepsToTheReceiveMaximumOfTheNewConnection() throws Exception {
        String name = OpenGateway.name();
        String anHour = "11 00000e10";
        try (Wire publisher = broker.version3(OpenGateway.name())) {
            Wire client = broker.version5(name, anHour);
            client.subscribe5(topic, "02");
            for (int id = 1; id <= 4; id++) {
                publisher.send("34", text(topic), "%04x".formatted(id), "%02x".formatted(id));
                publisher.expect("50", "%04x".formatted(id));
                client.expect("34", text(topic), "%04x".formatted(id), "00", "%02x".formatted(id));
            }
            client.send("50", "0001");
            client.expect("62", "0001");
            client.close();

            try (Wire again = broker.version5(name, "00", anHour + "21 0001")) {
                again.expect("62", "0001");
                again.expect("3c", text(topic), "0002 00 02");
                again.expectNothing();
                again.send("70", "0001");
                again.expectNothing();
                again.send("50", "0002");
                again.expect("62", "0002");
                again.expectNothing();
                again.send("70", "0002");
                again.expect("3c", text(topic), "0003 00 03");
                again.send("50", "0003 80");
                again.expect("3c", text(topic), "0004 00 04");
                again.expectNothing();
            }
        }
    }

    /** MQTT-3.3.4-9: QoS 1 and 2 count together; what is released no longer does. */
    @Test
    void moreThanTheServersReceiveMaximumEndsTheConnection() throws Exception {
        try (Wire client = broker.version5(OpenGateway.name())) {
            for (int id = 1; id <= 4096; id++) {
                client.send("34", text(topic), "%04x".formatted(id), "00");
                client.expect("50", "%04x".formatted(id));
            }
            client.send("3c", text(topic), "0001 00");
            client.expect("50", "0001");
            client.send("62", "0001");
            client.expect("70", "0001");
            client.send("34", text(topic), "0001 00");
            client.expect("50", "0001");
            client.send("32", text(topic), "1001 00");
            client.expectEnd("e0 02 93 00");
        }
    }

    /** MQTT-3.1.2-26, -27: within the client's maximum, a topic is named once. */
    @Test
    void aTopicThatComesAgainIsNamedByItsAlias() throws Exception {
        try (Wire client = broker.version5(OpenGateway.name(), "22 0001")) {
            client.subscribe5(topic, "00");
            client.subscribe5(topic + "/2", "00");
            client.send("30", text(topic), "00 61");
            client.send("30", text(topic), "00 62");
            client.send("30", text(topic + "/2"), "00 63");
            client.expect("30", text(topic), properties("23 0001"), "61");
            client.expect("30", text(""), properties("23 0001"), "62");
            client.expect("30", text(topic + "/2"), "00 63");
        }
    }

    /** MQTT-3.3.2-10, -12: an alias may be given another topic, and holds for one connection. */
    @Test
    void anAliasOfTheClientStandsForItsTopic() throws Exception {
        String name = OpenGateway.name();
        try (Wire client = broker.version5(name)) {
            client.subscribe5(topic, "00");
            client.send("30", text("else"), properties("23 0040"), "61");
            client.send("30", text(topic), properties("23 0040"), "62");
            client.send("30", text(""), properties("23 0040"), "63");
            client.expect("30", text(topic), "00 62");
            client.expect("30", text(topic), "00 63");
        }
        try (Wire again = broker.version5(name)) {
            again.send("30", text(""), properties("23 0040"), "64");
            again.expectEnd("e0 02 82 00");
        }
    }

    /** MQTT-3.3.2-4, -6, -15 to -20: unchanged, and user properties in their order. */
    @Test
    void theMessagesPropertiesAreCarriedThrough() throws Exception {
        String user = "26" + text("a") + text("1") + "26" + text("b") + text("") + "26" + text("a") + text("2");
        String others = "01 01" + "03" + text("t") + "08" + text("r") + "09 0003 000102";
        try (Wire client = broker.version5(OpenGateway.name())) {
            client.subscribe5(topic, "00");
            client.send("31", text(topic), properties(others, user), "61");
            carried(client.heard());
            client.subscribe5(topic, "00");
            carried(client.heard());
        }
    }

    private static void carried(String heard) {
        assertThat(heard)
                .contains("0101", "03" + text("t"), "08" + text("r"), "090003000102")
                .contains("26" + text("a") + text("1") + "26" + text("b") + text("") + "26" + text("a") + text("2"));
    }

    /** MQTT-3.3.2-5, -6: what has waited too long is dropped; what is delivered says how much is left. */
    @Test
    void aMessageIsDeliveredWithTheRestOfItsLifeOrNotAtAll() throws Exception {
        try (Wire client = broker.version5(OpenGateway.name())) {
            client.send("31", text(topic), properties("02 00000001"), "61");
            client.send("31", text(topic + "/long"), properties("02 0000ffff"), "62");
            client.expectNothing();
            await().pollDelay(Duration.ofMillis(1100)).until(() -> true);
            client.subscribe5(topic + "/#", "00");
            assertThat(client.heard())
                    .startsWith("31")
                    .containsPattern("020000ff(?!ff)[0-9a-f]{2}")
                    .endsWith("62");
            client.expectNothing();
        }
    }

    /** MQTT-3.1.2-22: one and a half times the interval; MQTT-3.12.4-1. */
    @Test
    void silenceEndsTheConnection() throws Exception {
        try (Wire client = broker.open()) {
            client.send("10", "0004 4d515454 05 02 0001 00", text(OpenGateway.name()));
            client.expectAccepted();
            client.expectNothing();
            long start = System.nanoTime();
            client.expectEnd("e0 02 8d 00");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(1400));
        }
    }

    /** MQTT-3.2.2-21: the server's own interval, where the client has none. */
    @Test
    void whoAsksForNoKeepAliveIsToldTheServers() throws Exception {
        try (Wire client = broker.open()) {
            client.send("10", "0004 4d515454 05 02 0000 00", text(OpenGateway.name()));
            assertThat(client.heard()).contains("13" + "0e10");
        }
    }

    /** MQTT-3.1.2-29: without problem information there are no reason strings and no user properties but in messages. */
    @Test
    void whoWantsNoProblemInformationGetsCodesOnly() throws Exception {
        try (Wire client = broker.version5(OpenGateway.name(), "17 00")) {
            client.send("82", "0009 00", text("a".repeat(513)), "00");
            client.expect("90", "0009 00 8f");
            client.send("32", text(topic), "0001 00 61");
            client.expect("40", "0001");
        }
    }

    /** Paho takes little at a time, and finds every message in order. (It asks for no aliases: it takes an empty topic for a name.) */
    @Test
    void pahoHearsEverythingInOrder() throws Exception {
        MqttAsyncClient client = new MqttAsyncClient(broker.uri(), OpenGateway.name(), new MemoryPersistence());
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setReceiveMaximum(3);
        client.connect(options).waitForCompletion();
        List<String> heard = new CopyOnWriteArrayList<>();
        client.setCallback(new Hearing(heard));
        client.subscribe(topic + "/+", 2).waitForCompletion();
        for (int i = 0; i < 60; i++) {
            client.publish(
                            topic + "/" + i % 3,
                            new MqttMessage(Integer.toString(i).getBytes(UTF_8), i % 3, false, null))
                    .waitForCompletion();
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> heard.size() == 60);
        for (int i = 0; i < 60; i++) {
            assertThat(heard.get(i)).isEqualTo(topic + "/" + i % 3 + i);
        }
        client.disconnect().waitForCompletion();
        client.close();
    }

    /** Notes each message with its topic. */
    private record Hearing(List<String> heard) implements MqttCallback {
        @Override
        public void messageArrived(String topic, MqttMessage message) {
            heard.add(topic + new String(message.getPayload(), UTF_8));
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {}

        @Override
        public void mqttErrorOccurred(MqttException exception) {}

        @Override
        public void deliveryComplete(IMqttToken token) {}

        @Override
        public void connectComplete(boolean reconnect, String serverUri) {}

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {}
    }
}
