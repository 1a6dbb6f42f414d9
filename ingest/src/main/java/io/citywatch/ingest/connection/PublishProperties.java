package io.citywatch.ingest.connection;

import io.citywatch.ingest.routing.Publication;
import io.citywatch.ingest.routing.Subscriber;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttProperty;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the properties of a client's PUBLISH mean for those who get the message (MQTT 5, 3.3.2.3). */
final class PublishProperties {
    /** Those that reach subscribers unchanged. */
    private static final Set<Integer> CARRIED_THROUGH = Set.of(
            MqttProperties.PAYLOAD_FORMAT_INDICATOR,
            MqttProperties.CONTENT_TYPE,
            MqttProperties.RESPONSE_TOPIC,
            MqttProperties.CORRELATION_DATA,
            MqttProperties.USER_PROPERTY);

    private PublishProperties() {}

    /** How long the message is of use, what goes with it to subscribers, and who published it. */
    static Publication.Life life(MqttProperties properties, long arrivalMillis, Subscriber publisher) {
        if (properties.isEmpty()) {
            return new Publication.Life(null, MqttProperties.NO_PROPERTIES, publisher, null);
        }
        Long seconds = Properties5.number(properties, MqttProperties.PUBLICATION_EXPIRY_INTERVAL);
        @Nullable Long expiresMillis = seconds == null ? null : Long.valueOf(arrivalMillis + seconds * 1000);
        MqttProperties carried = new MqttProperties();
        for (MqttProperty<?> property : properties.listAll()) {
            if (CARRIED_THROUGH.contains(property.propertyId())) {
                carried.add(property);
            }
        }
        return new Publication.Life(
                expiresMillis, carried.isEmpty() ? MqttProperties.NO_PROPERTIES : carried, publisher, null);
    }
}
