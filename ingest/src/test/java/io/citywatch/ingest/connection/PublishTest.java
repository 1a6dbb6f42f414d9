package io.citywatch.ingest.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.ingest.connection.ConnectionHarness.Client;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.StringProperty;
import io.netty.handler.codec.mqtt.MqttVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PublishTest {
    private static final String TOPIC = "citywatch/v1/410811/gas/dev1/telemetry";

    private final ConnectionHarness gateway = new ConnectionHarness();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void nothingIsAcknowledgedBeforeTheLogHasIt() {
        Client client = gateway.version3("dev1");

        client.publish(TOPIC, 1, 7, "x");
        assertThat(client.heard()).isEmpty();
        gateway.log.confirm(0);

        assertThat(client.heard()).isEqualTo("40020007");
    }

    @Test
    void acknowledgementsComeInTheOrderOfTheMessages() {
        Client client = gateway.version3("dev1");
        client.publish(TOPIC, 1, 1, "a").publish(TOPIC, 0, 0, "b").publish(TOPIC, 1, 3, "c");

        gateway.log.confirm(2);
        assertThat(client.heard()).isEmpty();
        gateway.log.confirm(0);
        assertThat(client.heard()).isEqualTo("40020001");
        gateway.log.confirm(1);

        assertThat(client.heard()).isEqualTo("40020003");
    }

    @Test
    void manyConfirmationsAreAnsweredInOneBuffer() {
        Client client = gateway.version3("dev1");
        for (int id = 1; id <= 9; id++) {
            client.publish(TOPIC, 1, id, "x");
        }

        for (int i = 0; i < 9; i++) {
            gateway.log.confirm(i);
        }
        client.channel.runPendingTasks();

        assertThat(client.channel.outboundMessages()).hasSize(1);
        assertThat(client.heard()).hasSize(9 * 8).startsWith("40020001").endsWith("40020009");
    }

    @Test
    void aMessageThatTheLogRefusesIsNotAcknowledgedNorAnyAfterIt() {
        Client client = gateway.version5("dev1");
        client.publish(TOPIC, 1, 1, "a").publish(TOPIC, 1, 2, "b").publish(TOPIC, 1, 3, "c");

        gateway.log.confirm(2);
        gateway.log.refuse(1);
        gateway.log.confirm(0);

        assertThat(client.heard()).isEqualTo("40020001" + "e0028000");
        assertThat(client.isOpen()).isFalse();
        assertThat(gateway.log.inFlight().bytes()).isZero();
    }

    @Test
    void aForeignTopicIsRefusedInTurnAndVersion5Goes() {
        Client client = gateway.version5("dev1");

        client.publish(TOPIC, 1, 1, "mine").publish("citywatch/v1/410811/gas/other/telemetry", 1, 2, "not mine");
        assertThat(client.heard()).isEmpty();
        gateway.log.confirm(0);

        assertThat(client.heard()).isEqualTo("40020001" + "4003000287");
        assertThat(client.isOpen()).isTrue();
        assertThat(gateway.log.payloads()).containsExactly("mine");
        assertThat(gateway.meter("messages.rejected", "reason", "foreign-topic"))
                .isEqualTo(1);
    }

    @Test
    void aForeignTopicEndsAConnectionOfVersion3() {
        Client client = gateway.version3("dev1");

        client.publish("citywatch/v1/410811/gas/other/telemetry", 1, 2, "not mine");

        assertThat(client.heard()).isEmpty();
        assertThat(client.isOpen()).isFalse();
        assertThat(gateway.log.appended).isEmpty();
    }

    @Test
    void anUnknownKindHasItsOwnCode() {
        Client client = gateway.version5("dev1");

        client.publish("citywatch/v1/410811/rocket/dev1/telemetry", 1, 2, "x");

        assertThat(client.heard()).isEqualTo("4003000290");
    }

    @Test
    void aListenerMayNotPublish() {
        Client client = gateway.version5("listener/siren");

        client.publish(TOPIC, 1, 2, "x");

        assertThat(client.heard()).isEqualTo("4003000287");
    }

    @Test
    void aPayloadThatIsTooLargeEndsTheConnection() {
        Client client = gateway.version5("dev1");

        client.publish(TOPIC, 1, 1, "x".repeat(ConnectionHarness.MAX_PAYLOAD + 1));

        assertThat(client.heard()).isEqualTo("e0029500");
        assertThat(gateway.log.appended).isEmpty();
    }

    @Test
    void aPacketThatIsTooLargeIsNotEvenRead() {
        Client client = gateway.version5("dev1");

        client.publish(TOPIC, 1, 1, "x".repeat(10 * ConnectionHarness.MAX_PAYLOAD));

        assertThat(client.heard()).isEqualTo("e0029500");
    }

    @Test
    void moreThanTheReceiveMaximumIsAnError() {
        Client client = gateway.version5("dev1");

        for (int id = 1; id <= ConnectionHarness.RECEIVE_MAXIMUM + 1; id++) {
            client.publish(TOPIC, 1, id, "x");
        }

        assertThat(client.heard()).isEqualTo("e0029300");
    }

    @Test
    void aTopicAliasStandsForItsTopic() {
        Client client = gateway.version5("dev1");

        client.publish(TOPIC, 0, 0, "a", alias(3)).publish("", 0, 0, "b", alias(3));

        assertThat(gateway.log.appended)
                .extracting(ConnectionHarness.Appended::topic)
                .containsExactly(TOPIC, TOPIC);
    }

    @Test
    void aTopicThatIsTooLongIsRefusedByNameAndByAlias() {
        Client client = gateway.version5("dev1");
        String topic = TOPIC + "x".repeat(512);

        client.publish(topic, 1, 1, "a", alias(3)).publish("", 1, 2, "b", alias(3));

        assertThat(client.heard()).isEqualTo("4003000190" + "4003000290");
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void noTopicThatIsTooLongIsRememberedForItsAlias() {
        Client client = gateway.version5("thingsboard/410811/gas/dev1");

        client.publish("v1/devices/me/" + "x".repeat(512), 1, 1, "a", alias(3));

        assertThat(client.heard()).isEqualTo("4003000190");
        assertThat(gateway.log.appended).isEmpty();
    }

    @Test
    void anAliasBeyondTheMaximumIsAnError() {
        for (int wrong : new int[] {0, 65}) {
            Client client = gateway.version5("dev1");

            client.publish(TOPIC, 0, 0, "a", alias(wrong));

            assertThat(client.heard()).isEqualTo("e0029400");
        }
    }

    /** MQTT 5, 3.3.4: the alias is allowed, and what is missing is the topic. */
    @Test
    void anAliasThatNobodyHasSetIsNoTopic() {
        Client client = gateway.version5("dev1");

        client.publish("", 0, 0, "a", alias(5));

        assertThat(client.heard()).isEqualTo("e0028200");
    }

    @Test
    void propertiesThatHaveNoPlaceInAPublishAreAnError() {
        Client subscriptionIdentifier = gateway.version5("dev1");
        MqttProperties identifier = new MqttProperties();
        identifier.add(new IntegerProperty(MqttProperties.SUBSCRIPTION_IDENTIFIER, 1));
        subscriptionIdentifier.publish(TOPIC, 0, 0, "a", identifier);
        assertThat(subscriptionIdentifier.heard()).isEqualTo("e0028200");

        Client wildcard = gateway.version5("dev1");
        MqttProperties response = new MqttProperties();
        response.add(new StringProperty(MqttProperties.RESPONSE_TOPIC, "a/+"));
        wildcard.publish(TOPIC, 0, 0, "a", response);
        assertThat(wildcard.heard()).isEqualTo("e0028200");
    }

    @Test
    void aMessageOfQosTwoGoesIntoTheLogOnce() {
        Client client = gateway.version3("dev1");

        client.publish(TOPIC, 2, 5, "x");
        gateway.log.confirm(0);
        assertThat(client.heard()).isEqualTo("50020005");
        client.publish(TOPIC, 2, 5, "x");
        assertThat(client.heard()).isEqualTo("50020005");
        client.send("62 02 0005");
        assertThat(client.heard()).isEqualTo("70020005");

        assertThat(gateway.log.appended).hasSize(1);
    }

    @Test
    void aMessageOfQosTwoGoesIntoTheLogOnceAlsoOverAReconnect() {
        Client first = gateway.open().connected(MqttVersion.MQTT_3_1_1, "dev1", connect -> connect.cleanSession(false));
        first.publish(TOPIC, 2, 5, "x");
        first.breaks();
        Client second =
                gateway.open().connected(MqttVersion.MQTT_3_1_1, "dev1", connect -> connect.cleanSession(false));

        second.publish(TOPIC, 2, 5, "x");
        assertThat(second.heard()).isEmpty();
        gateway.log.confirm(0);
        first.channel.runPendingTasks();

        assertThat(second.heard()).isEqualTo("50020005");
        assertThat(gateway.log.appended).hasSize(1);
    }

    @Test
    void aReleaseOfNothingSaysSoInVersion5() {
        Client client = gateway.version5("dev1");

        client.send("62 02 0005");

        assertThat(client.heard()).startsWith("70").contains("000592");
    }

    private static MqttProperties alias(int alias) {
        MqttProperties properties = new MqttProperties();
        properties.add(new IntegerProperty(MqttProperties.TOPIC_ALIAS, alias));
        return properties;
    }
}
