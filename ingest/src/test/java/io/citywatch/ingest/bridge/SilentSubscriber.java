package io.citywatch.ingest.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** A client on a bridge's session that hears what the broker delivers and acknowledges nothing. */
final class SilentSubscriber implements MqttCallback {
    private final List<String> delivered;

    private SilentSubscriber(List<String> delivered) {
        this.delivered = delivered;
    }

    /** What is done while such a client is connected. */
    interface Meanwhile {
        void run() throws Exception;
    }

    static void during(BridgeOptions options, List<String> delivered, Meanwhile meanwhile) throws Exception {
        BrokerOptions broker = options.broker();
        MqttAsyncClient client = new MqttAsyncClient(broker.serverUri(), broker.clientId(), new MemoryPersistence());
        client.setManualAcks(true);
        client.setCallback(new SilentSubscriber(delivered));
        client.connect(BrokerAccess.read(options)).waitForCompletion();
        try {
            meanwhile.run();
        } finally {
            client.disconnect().waitForCompletion();
            client.close();
        }
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        delivered.add(new String(message.getPayload(), UTF_8));
    }

    @Override
    public void disconnected(MqttDisconnectResponse farewell) {}

    @Override
    public void mqttErrorOccurred(MqttException failure) {}

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}
}
