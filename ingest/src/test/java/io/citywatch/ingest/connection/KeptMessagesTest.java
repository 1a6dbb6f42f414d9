package io.citywatch.ingest.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.ingest.connection.ConnectionHarness.Client;
import io.citywatch.ingest.routing.Publication;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption.RetainedHandlingPolicy;
import io.netty.handler.codec.mqtt.MqttVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Alarms that stand: all of them come to who subscribes, once for each subscription, however slow it is. */
class KeptMessagesTest {
    private static final String ALARMS = "citywatch/v1/alarms/#";
    private static final String ALARM = "citywatch/v1/alarms/410811/gas/critical/dev";
    private static final String ALARM_HEX = ByteBufUtil.hexDump(ALARM.getBytes(UTF_8));
    /** More than the 5 of QoS 0, and than the 10 of all, that may wait for a client of the harness. */
    private static final int STANDING = 12;

    private final ConnectionHarness gateway = new ConnectionHarness();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void allComeAtQosZero() {
        stand();
        Client client = gateway.version5("listener/siren");

        client.subscribe(ALARMS, 0);

        assertThat(alarmsIn(client.heard())).isEqualTo(STANDING);
    }

    @Test
    void whileTheyWaitANewOneIsNoSignOfASlowClient() {
        stand();
        Client client = oneAtATime();
        client.subscribe(ALARMS, 1);

        gateway.router.publish(new Publication(ALARM, "!".getBytes(UTF_8), 1, false));

        assertThat(alarmsHeardAndAcknowledgedBy(client)).isEqualTo(STANDING + 1);
    }

    @Test
    void whoSubscribesAgainAndAgainIsOwedThemOnce() {
        stand();
        Client client = oneAtATime();

        for (int i = 0; i < 50; i++) {
            client.subscribe(ALARMS, 1);
        }

        // The one that was under way, and all of the last time
        assertThat(alarmsHeardAndAcknowledgedBy(client)).isEqualTo(1 + STANDING);
    }

    @Test
    void whoUnsubscribesIsOwedNoneOfThem() {
        stand();
        Client client = oneAtATime();
        client.subscribe(ALARMS, 1);

        client.send(MqttMessageBuilders.unsubscribe()
                .messageId(2)
                .addTopicFilter(ALARMS)
                .build());

        assertThat(alarmsHeardAndAcknowledgedBy(client)).isEqualTo(1);
    }

    @Test
    void whoSubscribesToThemTwiceIsOwedThemTwice() {
        stand();
        Client client = oneAtATime();

        client.send(MqttMessageBuilders.subscribe()
                .messageId(1)
                .addSubscription(MqttQoS.AT_LEAST_ONCE, ALARMS)
                .addSubscription(MqttQoS.AT_LEAST_ONCE, "citywatch/v1/alarms/410811/#")
                .build());

        assertThat(alarmsHeardAndAcknowledgedBy(client)).isEqualTo(2 * STANDING);
    }

    @Test
    void newOnesCountAlsoForWhoWantsTheirRetainFlag() {
        Client client = gateway.version5("listener/siren");
        client.send(MqttMessageBuilders.subscribe()
                        .messageId(1)
                        .addSubscription(
                                ALARMS,
                                new MqttSubscriptionOption(
                                        MqttQoS.AT_LEAST_ONCE, false, true, RetainedHandlingPolicy.SEND_AT_SUBSCRIBE))
                        .build())
                .heard();
        client.channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);

        stand();

        assertThat(client.heard()).isEqualTo("e0029700");
    }

    private void stand() {
        for (int i = 0; i < STANDING; i++) {
            gateway.router.publishRetained(new Publication(ALARM + i, "!".getBytes(UTF_8), 1, true));
        }
    }

    /** A client that takes a message when it has acknowledged the one before. */
    private Client oneAtATime() {
        MqttProperties one = new MqttProperties();
        one.add(new IntegerProperty(MqttProperties.RECEIVE_MAXIMUM, 1));
        return gateway.open().connected(MqttVersion.MQTT_5, "listener/siren", connect -> connect.properties(one));
    }

    private static int alarmsHeardAndAcknowledgedBy(Client client) {
        int alarms = 0;
        for (int heard = alarmsIn(client.heard()); heard > 0; heard = alarmsIn(client.heard())) {
            alarms += heard;
            client.send("40 02 " + "%04x".formatted(alarms));
        }
        return alarms;
    }

    private static int alarmsIn(String heard) {
        return heard.split(ALARM_HEX, -1).length - 1;
    }
}
