package io.citywatch.ingest.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.ingest.connection.ConnectionHarness.Client;
import io.netty.handler.codec.mqtt.MqttMessageBuilders.ConnectBuilder;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the connection before still says when another one has come for the same client, and has not been ended yet. */
class TakeOverTest {
    private final ConnectionHarness gateway = new ConnectionHarness();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void aSubscriptionDoesNotOutliveItsSession() {
        Client first = gateway.version5("engineer/eva");
        gateway.version5("engineer/eva");

        first.subscribe("citywatch/v1/#", 1);

        assertThat(gateway.router.hasLiveReaders()).isFalse();
    }

    @Test
    void aFarewellDoesNotChangeTheSessionOfTheNext() {
        Client first = resumed("dev1");
        Client second = resumed("dev1");

        first.send("e0 07 00 05 11 00000000");
        second.breaks();

        // CONNACK: the session is there
        assertThat(gateway.open().send(resuming("dev1").build()).heard()).matches("20..0100.*");
    }

    @Test
    void whoWaitsForItsMessageHearsThatTheLogHasRefusedIt() {
        Client first = resumed("dev1");
        first.publish("citywatch/v1/410811/gas/dev1/telemetry", 2, 5, "x");
        first.breaks();
        Client second = resumed("dev1");
        second.publish("citywatch/v1/410811/gas/dev1/telemetry", 2, 5, "x");
        assertThat(second.heard()).isEmpty();

        gateway.log.refuse(0);
        first.heard();

        assertThat(second.heard()).isEqualTo("e0028000");
        assertThat(second.isOpen()).isFalse();
    }

    private Client resumed(String userName) {
        return gateway.open().connected(MqttVersion.MQTT_5, userName, connect -> resuming(userName));
    }

    private static ConnectBuilder resuming(String userName) {
        MqttProperties anHour = new MqttProperties();
        anHour.add(new IntegerProperty(MqttProperties.SESSION_EXPIRY_INTERVAL, 3600));
        return Client.connect(MqttVersion.MQTT_5, userName).cleanSession(false).properties(anHour);
    }
}
