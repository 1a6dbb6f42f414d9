package io.citywatch.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.LogTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway with HiveMQ's client, which is stricter about what servers say than others. */
class HiveMqClientIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    private static TestGateway gateway;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        gateway = TestGateway.start(folder);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void version3PublishesAtEveryQos() {
        Mqtt3BlockingClient client = MqttClient.builder()
                .useMqttVersion3()
                .identifier("h3")
                .serverHost("127.0.0.1")
                .serverPort(gateway.port())
                .simpleAuth()
                .username("h3")
                .password(gateway.password("h3").getBytes(UTF_8))
                .applySimpleAuth()
                .buildBlocking();
        client.connect();
        for (MqttQos qos : MqttQos.values()) {
            client.publishWith()
                    .topic(topic("h3"))
                    .qos(qos)
                    .payload(qos.name().getBytes(UTF_8))
                    .send();
        }
        client.disconnect();

        await().atMost(SOON).until(() -> received("h3") == 3);
    }

    @Test
    void version5PublishesAtEveryQosWithAliases() {
        Mqtt5BlockingClient client = builder("h5").buildBlocking();
        client.connectWith()
                .restrictions()
                .sendTopicAliasMaximum(10)
                .applyRestrictions()
                .send();
        for (MqttQos qos : MqttQos.values()) {
            client.publishWith()
                    .topic(topic("h5"))
                    .qos(qos)
                    .payload(qos.name().getBytes(UTF_8))
                    .send();
        }
        client.disconnect();

        await().atMost(SOON).until(() -> received("h5") == 3);
    }

    @Test
    void aForeignTopicIsRefusedAndTheConnectionGoesOn() {
        Mqtt5BlockingClient client = builder("h6").buildBlocking();
        client.connect();

        Assertions.assertThatThrownBy(() -> client.publishWith()
                        .topic(topic("other"))
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .send())
                .isInstanceOfSatisfying(Mqtt5PubAckException.class, refused -> assertThat(
                                refused.getMqttMessage().getReasonCode())
                        .isEqualTo(Mqtt5PubAckReasonCode.NOT_AUTHORIZED));
        client.publishWith().topic(topic("h6")).qos(MqttQos.EXACTLY_ONCE).send();
        client.disconnect();
    }

    @Test
    void aWrongPasswordIsRefusedWithItsReason() {
        Mqtt5BlockingClient client = MqttClient.builder()
                .useMqttVersion5()
                .identifier("h7")
                .serverHost("127.0.0.1")
                .serverPort(gateway.port())
                .simpleAuth()
                .username("h7")
                .password("wrong".getBytes(UTF_8))
                .applySimpleAuth()
                .buildBlocking();

        Assertions.assertThatThrownBy(client::connect)
                .isInstanceOfSatisfying(Mqtt5ConnAckException.class, refused -> assertThat(
                                refused.getMqttMessage().getReasonCode())
                        .isEqualTo(Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD));
    }

    @Test
    void aCommandThatWaitsIsDeliveredExactlyOnce() throws Exception {
        long now = System.currentTimeMillis();
        DeviceAddress address = new DeviceAddress("410811", FacilityKind.GAS, "h8");
        Command command = new Command("h8~c", address, Command.Verb.CLOSE_VALVE, now, now + 600_000, null, "rule/test");
        gateway.append(LogTopics.COMMANDS, "h8", LogJson.encode(command));

        Mqtt5BlockingClient client = builder("h8").buildBlocking();
        try (Mqtt5BlockingClient.Mqtt5Publishes arriving = client.publishes(MqttGlobalPublishFilter.ALL)) {
            client.connect();
            client.subscribeWith()
                    .topicFilter("citywatch/v1/410811/gas/h8/command")
                    .qos(MqttQos.EXACTLY_ONCE)
                    .send();

            Optional<Mqtt5Publish> heard = arriving.receive(SOON.toSeconds(), TimeUnit.SECONDS);

            assertThat(heard).isPresent();
            assertThat(new String(heard.get().getPayloadAsBytes(), UTF_8)).contains("closeValve");
            assertThat(arriving.receive(1, TimeUnit.SECONDS)).isEmpty();
        }
        client.disconnect();
    }

    private static Mqtt5ClientBuilder builder(String device) {
        return MqttClient.builder()
                .useMqttVersion5()
                .identifier(device)
                .serverHost("127.0.0.1")
                .serverPort(gateway.port())
                .simpleAuth()
                .username(device)
                .password(gateway.password(device).getBytes(UTF_8))
                .applySimpleAuth();
    }

    private static String topic(String device) {
        return "citywatch/v1/410811/gas/" + device + "/telemetry";
    }

    private static long received(String device) {
        return gateway.uplink().stream()
                .filter(message -> new String(message.key(), UTF_8).equals(device))
                .count();
    }
}
