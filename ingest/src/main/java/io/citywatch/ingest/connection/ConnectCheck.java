package io.citywatch.ingest.connection;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttProperties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the standards demand of a CONNECT beyond what the decoder has checked (3.1.1, 3.1; MQTT 5, 3.1). */
final class ConnectCheck {
    private static final Set<Integer> PROPERTIES = Set.of(
            MqttProperties.SESSION_EXPIRY_INTERVAL,
            MqttProperties.RECEIVE_MAXIMUM,
            MqttProperties.MAXIMUM_PACKET_SIZE,
            MqttProperties.TOPIC_ALIAS_MAXIMUM,
            MqttProperties.REQUEST_RESPONSE_INFORMATION,
            MqttProperties.REQUEST_PROBLEM_INFORMATION,
            MqttProperties.USER_PROPERTY,
            MqttProperties.AUTHENTICATION_METHOD,
            MqttProperties.AUTHENTICATION_DATA);
    private static final Set<Integer> WILL_PROPERTIES = Set.of(
            MqttProperties.WILL_DELAY_INTERVAL,
            MqttProperties.PAYLOAD_FORMAT_INDICATOR,
            MqttProperties.PUBLICATION_EXPIRY_INTERVAL,
            MqttProperties.CONTENT_TYPE,
            MqttProperties.RESPONSE_TOPIC,
            MqttProperties.CORRELATION_DATA,
            MqttProperties.USER_PROPERTY);

    private ConnectCheck() {}

    /** What is wrong with the packet, or null when nothing is. */
    static @Nullable Refusal problem(MqttConnectMessage connect, boolean isVersion5) {
        MqttConnectVariableHeader header = connect.variableHeader();
        if (!flagsAgree(header)) {
            return Refusal.MALFORMED_PACKET;
        }
        if (!isVersion5) {
            if (header.hasPassword() && !header.hasUserName()) {
                return Refusal.MALFORMED_PACKET;
            }
            boolean isNameless = connect.payload().clientIdentifier().isEmpty();
            return isNameless && !header.isCleanSession() ? Refusal.CLIENT_ID : null;
        }
        MqttProperties properties = header.properties();
        if (!Properties5.areAmong(properties, PROPERTIES)
                || !Properties5.areAmong(connect.payload().willProperties(), WILL_PROPERTIES)
                || Properties5.isZero(properties, MqttProperties.RECEIVE_MAXIMUM)
                || Properties5.isZero(properties, MqttProperties.MAXIMUM_PACKET_SIZE)
                || !Properties5.isFlag(properties, MqttProperties.REQUEST_RESPONSE_INFORMATION)
                || !Properties5.isFlag(properties, MqttProperties.REQUEST_PROBLEM_INFORMATION)
                || !Properties5.isFlag(connect.payload().willProperties(), MqttProperties.PAYLOAD_FORMAT_INDICATOR)) {
            return Refusal.PROTOCOL_ERROR;
        }
        if (properties.getProperty(MqttProperties.AUTHENTICATION_METHOD) != null) {
            return Refusal.AUTHENTICATION_METHOD;
        }
        return properties.getProperty(MqttProperties.AUTHENTICATION_DATA) != null ? Refusal.PROTOCOL_ERROR : null;
    }

    private static boolean flagsAgree(MqttConnectVariableHeader header) {
        if (header.isWillFlag()) {
            return header.willQos() <= 2;
        }
        return header.willQos() == 0 && !header.isWillRetain();
    }
}
