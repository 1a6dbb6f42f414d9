package io.citywatch.ingest.connection;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttProperties;
import org.jspecify.annotations.Nullable;

/** What the standards demand of a CONNECT beyond its form (3.1.1, 3.1; MQTT 5, 3.1). */
final class ConnectCheck {
    private static final int MAX_CLIENT_ID_LENGTH = 256;

    private ConnectCheck() {}

    /** The identifier, or as much of it as there is of those that are taken. */
    static String beginning(String clientId) {
        if (clientId.length() <= MAX_CLIENT_ID_LENGTH) {
            return clientId;
        }
        boolean splitsPair = Character.isHighSurrogate(clientId.charAt(MAX_CLIENT_ID_LENGTH - 1));
        return clientId.substring(0, MAX_CLIENT_ID_LENGTH - (splitsPair ? 1 : 0));
    }

    /** What is wrong with the packet, or null when nothing is. */
    static @Nullable Refusal problem(MqttConnectMessage connect, boolean isVersion5) {
        String clientId = connect.payload().clientIdentifier();
        if (clientId.length() > MAX_CLIENT_ID_LENGTH) {
            return Refusal.CLIENT_ID;
        }
        if (!isVersion5) {
            // Without a name there is nothing by which its session could be found again (3.1.1, MQTT-3.1.3-8).
            return clientId.isEmpty() && !connect.variableHeader().isCleanSession() ? Refusal.CLIENT_ID : null;
        }
        MqttProperties properties = connect.variableHeader().properties();
        if (properties.getProperty(MqttProperties.AUTHENTICATION_METHOD) != null) {
            return Refusal.AUTHENTICATION_METHOD;
        }
        return properties.getProperty(MqttProperties.AUTHENTICATION_DATA) != null ? Refusal.PROTOCOL_ERROR : null;
    }
}
