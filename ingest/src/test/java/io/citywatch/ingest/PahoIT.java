package io.citywatch.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.LogTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway with Eclipse Paho's clients of both versions. */
class PahoIT {
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
    void version3PublishesAtEveryQos() throws Exception {
        MqttClient client = version3("p3");
        for (int qos = 0; qos <= 2; qos++) {
            client.publish("citywatch/v1/410811/gas/p3/telemetry", ("q" + qos).getBytes(UTF_8), qos, false);
        }
        client.disconnect();
        client.close();

        await().atMost(SOON).untilAsserted(() -> assertThat(payloadsOf("p3")).containsExactly("q0", "q1", "q2"));
    }

    @Test
    void version5PublishesAtEveryQosAndHearsReasons() throws Exception {
        var client = new MqttAsyncClient(uri(), "p5", new org.eclipse.paho.mqttv5.client.persist.MemoryPersistence());
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setUserName("p5");
        options.setPassword(gateway.password("p5").getBytes(UTF_8));
        client.connect(options).waitForCompletion();
        for (int qos = 0; qos <= 2; qos++) {
            client.publish("citywatch/v1/410811/gas/p5/telemetry", ("q" + qos).getBytes(UTF_8), qos, false)
                    .waitForCompletion();
        }

        IMqttToken foreign = client.publish("citywatch/v1/410811/gas/other/telemetry", new byte[] {1}, 1, false);
        foreign.waitForCompletion();

        assertThat(foreign.getReasonCodes()).containsExactly(0x87);
        assertThat(client.isConnected()).isTrue();
        client.disconnect().waitForCompletion();
        client.close();
        await().atMost(SOON).untilAsserted(() -> assertThat(payloadsOf("p5")).containsExactly("q0", "q1", "q2"));
    }

    @Test
    void aSleepingDeviceFindsItsCommandsWhenItComesBack() throws Exception {
        DeviceAddress address = new DeviceAddress("410811", FacilityKind.GAS, "sleeper");
        List<String> heard = new CopyOnWriteArrayList<>();
        MqttClient first = sleeper(heard);
        first.subscribe(address.commandTopic(), 2);
        first.disconnect();
        first.close();

        long now = System.currentTimeMillis();
        gateway.append(
                LogTopics.COMMANDS,
                "sleeper",
                LogJson.encode(
                        new Command("c-9", address, Command.Verb.CLOSE_VALVE, now, now + 60_000, null, "rule/gas")));
        await().atMost(SOON).until(() -> gateway.meter("commands.pending") == 1);
        MqttClient second = sleeper(heard);
        second.subscribe(address.commandTopic(), 2);

        await().atMost(SOON).until(() -> gateway.meter("commands.pending") == 0);
        await().during(Duration.ofMillis(300)).atMost(SOON).untilAsserted(() -> assertThat(heard)
                .containsExactly(address.commandTopic()));
        second.disconnect();
        second.close();
    }

    private static MqttClient sleeper(List<String> heard) throws Exception {
        MqttClient client = new MqttClient(uri(), "sleeper", new MemoryPersistence());
        client.setCallback(new MqttCallback() {
            @Override
            public void connectionLost(Throwable cause) {}

            @Override
            public void messageArrived(String topic, org.eclipse.paho.client.mqttv3.MqttMessage message) {
                heard.add(topic);
            }

            @Override
            public void deliveryComplete(IMqttDeliveryToken token) {}
        });
        MqttConnectOptions options = options("sleeper");
        options.setCleanSession(false);
        client.connect(options);
        return client;
    }

    @Test
    void aThousandMessagesUnderWayArriveInOrder() throws Exception {
        MqttConnectOptions options = options("concentrator/410811/burst");
        options.setMaxInflight(1000);
        MqttClient client = new MqttClient(uri(), "burst", new MemoryPersistence());
        client.connect(options);
        var topic = client.getTopic("citywatch/v1/410811/gas/burst/telemetry");
        List<MqttDeliveryToken> underWay = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            underWay.add(topic.publish(Integer.toString(i).getBytes(UTF_8), 1, false));
        }
        for (MqttDeliveryToken token : underWay) {
            token.waitForCompletion(20_000);
        }
        client.disconnect();
        client.close();

        List<String> stored = payloadsOf("burst");
        assertThat(stored).hasSize(1000);
        for (int i = 0; i < 1000; i++) {
            assertThat(stored.get(i)).isEqualTo(Integer.toString(i));
        }
    }

    private static MqttClient version3(String userName) throws Exception {
        MqttClient client = new MqttClient(uri(), userName, new MemoryPersistence());
        client.connect(options(userName));
        return client;
    }

    private static MqttConnectOptions options(String userName) {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setUserName(userName);
        options.setPassword(gateway.password(userName).toCharArray());
        return options;
    }

    private static String uri() {
        return "tcp://127.0.0.1:" + gateway.port();
    }

    private static List<String> payloadsOf(String device) {
        return gateway.uplink().stream()
                .filter(message -> new String(message.key(), UTF_8).equals(device))
                .map(message -> new String(message.value(), UTF_8))
                .toList();
    }
}
