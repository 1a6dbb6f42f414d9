package io.citywatch.devices.broker;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.eclipse.paho.mqttv5.client.IMqttMessageListener;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;

/** Hears everything below a topic filter. */
public final class Subscriber implements AutoCloseable {
    private final MqttClient client;
    private final List<Heard> heard = new CopyOnWriteArrayList<>();

    /** One message. */
    public record Heard(String topic, byte[] payload) {
        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }
    }

    public Subscriber(int port, String filter) throws MqttException {
        client = new MqttClient("tcp://127.0.0.1:" + port, "", new MemoryPersistence());
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setUseSubscriptionIdentifiers(false);
        client.connect(options);
        client.subscribe(
                new MqttSubscription[] {new MqttSubscription(filter, 1)},
                new IMqttMessageListener[] {(topic, message) -> heard.add(new Heard(topic, message.getPayload()))});
    }

    public List<Heard> heard() {
        return heard;
    }

    public Stream<Heard> heard(String channel) {
        return heard.stream().filter(message -> message.topic().endsWith("/" + channel));
    }

    public void publish(String topic, byte[] payload) throws MqttException {
        client.publish(topic, new MqttMessage(payload, 1, false, null));
    }

    @Override
    public void close() throws MqttException {
        if (client.isConnected()) {
            client.disconnect();
        }
        client.close();
    }
}
