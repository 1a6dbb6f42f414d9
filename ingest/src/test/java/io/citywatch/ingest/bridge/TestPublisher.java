package io.citywatch.ingest.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;

/** A device that publishes to the city's broker. */
final class TestPublisher implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 10_000;
    /** Mosquitto takes 20 at a time; the client frees a place some time after it has told of the acknowledgement. */
    private static final int AT_A_TIME = 10;

    private final int port;
    private MqttAsyncClient client;

    TestPublisher(int port) throws MqttException {
        this.port = port;
        client = connect();
    }

    private MqttAsyncClient connect() throws MqttException {
        MqttAsyncClient next = new MqttAsyncClient("tcp://127.0.0.1:" + port, "publisher", new MemoryPersistence());
        next.connect(new MqttConnectionOptions()).waitForCompletion(PATIENCE_MILLIS);
        return next;
    }

    /** Publishes at QoS 1; returns when the broker has acknowledged. */
    void publish(String topic, String payload) throws MqttException {
        publish(topic, payload, 1, false);
    }

    void publish(String topic, String payload, int qos, boolean retained) throws MqttException {
        publishWhenThereIsRoom(topic, payload, qos, retained).waitForCompletion(PATIENCE_MILLIS);
    }

    /** Publishes at QoS 1, as many at a time as the broker takes; returns when the broker has acknowledged all. */
    void publishAll(String topic, List<String> payloads) throws MqttException {
        Deque<IMqttToken> underWay = new ArrayDeque<>();
        for (String payload : payloads) {
            if (underWay.size() == AT_A_TIME) {
                underWay.remove().waitForCompletion(PATIENCE_MILLIS);
            }
            underWay.add(publishWhenThereIsRoom(topic, payload, 1, false));
        }
        for (IMqttToken token : underWay) {
            token.waitForCompletion(PATIENCE_MILLIS);
        }
    }

    private IMqttToken publishWhenThereIsRoom(String topic, String payload, int qos, boolean retained)
            throws MqttException {
        long patience = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (true) {
            try {
                return client.publish(topic, payload.getBytes(UTF_8), qos, retained);
            } catch (MqttException e) {
                if (e.getReasonCode() != MqttClientException.REASON_CODE_MAX_INFLIGHT || System.nanoTime() > patience) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    /**
     * Publishes at QoS 1 until the broker has acknowledged, over as many connections as that takes. A client whose connection
     * is lost while it is used or closed may throw a {@link NullPointerException} of its own.
     */
    void publishStubbornly(String topic, String payload) throws InterruptedException {
        while (true) {
            try {
                publish(topic, payload);
                return;
            } catch (MqttException | NullPointerException lost) {
                Thread.sleep(50);
                reconnect();
            }
        }
    }

    private void reconnect() {
        try {
            close();
            client = connect();
        } catch (MqttException | NullPointerException notYet) {
            // The next attempt to publish fails, and tries again.
        }
    }

    @Override
    public void close() throws MqttException {
        client.disconnectForcibly(0, 1, true);
        client.close();
    }
}
