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
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubscribeTest {
    private static final String ALARM = "citywatch/v1/alarms/410811/gas/critical/dev1~gas";
    private static final String ALARM_HEX = ByteBufUtil.hexDump(ALARM.getBytes(UTF_8));

    private final ConnectionHarness gateway = new ConnectionHarness();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void eachFilterHasItsOwnCode() {
        Client client = gateway.version5("listener/siren");

        client.send(MqttMessageBuilders.subscribe()
                .messageId(9)
                .addSubscription(MqttQoS.AT_LEAST_ONCE, "citywatch/v1/alarms/#")
                .addSubscription(MqttQoS.AT_LEAST_ONCE, "citywatch/v1/#")
                .addSubscription(MqttQoS.AT_LEAST_ONCE, "citywatch/v1/" + "x".repeat(500))
                .addSubscription(MqttQoS.AT_MOST_ONCE, "citywatch/v1/alarms/+/gas/#")
                .build());

        // SUBACK, 7 bytes, packet 9, no properties: granted QoS 1, not authorized, too long, granted QoS 0
        assertThat(client.heard()).isEqualTo("9007000900" + "01" + "87" + "8f" + "00");
    }

    @Test
    void version3HasOneCodeForEveryRefusal() {
        Client client = gateway.version3("listener/siren");

        client.subscribe("citywatch/v1/#", 1);

        assertThat(client.heard()).isEqualTo("9003000180");
    }

    @Test
    void moreFiltersThanAllowedAreRefused() {
        Client client = gateway.version5("engineer/eva");

        for (String filter : new String[] {"a", "b", "c", "d"}) {
            client.subscribe("citywatch/v1/" + filter, 0);
        }

        assertThat(client.heard()).endsWith("9004000100" + "97");
    }

    /**
     * MQTT-4.7.1-2, -3 and MQTT-4.7.3-1: "a", "/#/b" and nothing are no filters. SUBSCRIBE 82, UNSUBSCRIBE a2; version 5 has the
     * length of its properties behind the packet identifier.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            an empty filter         | 82 05 0001    0000 00            | 82 06 0001 00 0000 00
            an empty one to the end | a2 04 0001    0000               | a2 05 0001 00 0000
            an empty one of two     | 82 09 0001    0001 61 00 0000 00 | 82 0a 0001 00 0001 61 00 0000 00
            a + in a level          | 82 07 0001    0002 612b 00       | 82 08 0001 00 0002 612b 00
            a # before the end      | 82 08 0001    0003 232f62 00     | 82 09 0001 00 0003 232f62 00
            the same to the end     | a2 07 0001    0003 232f62        | a2 08 0001 00 0003 232f62
            """)
    void whatIsNoFilterEndsTheConnection(String what, String version3, String version5) {
        Client old = gateway.version3("engineer/eva");
        Client client = gateway.version5("engineer/ada");

        assertThat(old.send(version3).heard()).as(what).isEmpty();
        assertThat(old.isOpen()).as(what).isFalse();
        assertThat(client.send(version5).heard()).as(what).isEqualTo("e0028200");
        assertThat(client.isOpen()).as(what).isFalse();
    }

    /** MQTT-4.8.2-1, -2: {@code $share/g} names a group and no filter; 3.1.1 knows no groups, and it is an ordinary name there. */
    @Test
    void aGroupWithoutAFilterIsNoneInVersion5() {
        Client old = gateway.version3("engineer/eva");
        Client client = gateway.version5("engineer/ada");

        assertThat(old.send("82 0d 0001 0008 2473686172652f67 00").heard()).isEqualTo("9003000180");
        assertThat(client.send("82 0e 0001 00 0008 2473686172652f67 00").heard())
                .isEqualTo("e0028200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "82 02 0001", // no filter
                "82 0e 0001 00 0008 6369747977617463 03", // QoS 3
                "80 06 0001 00 0001 61 00", // wrong flags
                "82 06 0000 00 0001 61 00", // packet identifier 0
                "a2 02 0001", // UNSUBSCRIBE without a filter
            })
    void aPacketThatBreaksTheRulesEndsTheConnection(String bytes) {
        Client client = gateway.version3("engineer/eva");

        client.send(bytes);

        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void anAlarmThatStandsIsSentAfterTheAnswerWithItsRetainFlag() {
        gateway.router.publishRetained(new Publication(ALARM, "!".getBytes(UTF_8), 1, true));
        Client client = gateway.version3("listener/siren");

        client.subscribe("citywatch/v1/alarms/#", 1);

        assertThat(client.heard()).isEqualTo("9003000101" + "3335" + "0030" + ALARM_HEX + "0001" + "21");
    }

    @Test
    void anAlarmThatIsRaisedLaterHasNoRetainFlagUnlessAsked() {
        Client client = gateway.version5("listener/siren");
        Client asPublished = gateway.version5("listener/board");
        client.subscribe("citywatch/v1/alarms/#", 0).heard();
        asPublished
                .send(MqttMessageBuilders.subscribe()
                        .messageId(1)
                        .addSubscription(
                                "citywatch/v1/alarms/#",
                                new MqttSubscriptionOption(
                                        MqttQoS.AT_MOST_ONCE, false, true, RetainedHandlingPolicy.SEND_AT_SUBSCRIBE))
                        .build())
                .heard();

        gateway.router.publishRetained(new Publication(ALARM, "!".getBytes(UTF_8), 1, true));

        assertThat(client.heard()).isEqualTo("3034" + "0030" + ALARM_HEX + "00" + "21");
        assertThat(asPublished.heard()).isEqualTo("3134" + "0030" + ALARM_HEX + "00" + "21");
    }

    @Test
    void retainedMessagesComeAsTheSubscriptionAsks() {
        gateway.router.publishRetained(new Publication(ALARM, "!".getBytes(UTF_8), 0, true));
        Client client = gateway.version5("listener/siren");

        assertThat(subscribe(client, RetainedHandlingPolicy.DONT_SEND_AT_SUBSCRIBE))
                .isEqualTo("900400010000");
        assertThat(subscribe(client, RetainedHandlingPolicy.SEND_AT_SUBSCRIBE_IF_NOT_YET_EXISTS))
                .isEqualTo("900400010000");
        assertThat(subscribe(client, RetainedHandlingPolicy.SEND_AT_SUBSCRIBE)).contains(ALARM_HEX);
    }

    private static String subscribe(Client client, RetainedHandlingPolicy handling) {
        return client.send(MqttMessageBuilders.subscribe()
                        .messageId(1)
                        .addSubscription(
                                "citywatch/v1/alarms/#",
                                new MqttSubscriptionOption(MqttQoS.AT_MOST_ONCE, false, false, handling))
                        .build())
                .heard();
    }

    @Test
    void overlappingSubscriptionsBringOneCopyWithBothNumbers() {
        Client client = gateway.version5("listener/siren");
        for (int number = 1; number <= 2; number++) {
            MqttProperties properties = new MqttProperties();
            properties.add(new IntegerProperty(MqttProperties.SUBSCRIPTION_IDENTIFIER, number));
            client.send(MqttMessageBuilders.subscribe()
                    .messageId(number)
                    .addSubscription(
                            MqttQoS.valueOf(number - 1), "citywatch/v1/alarms/" + (number == 1 ? "#" : "+/gas/#"))
                    .properties(properties)
                    .build());
        }
        client.heard();

        gateway.router.publish(new Publication(ALARM, "!".getBytes(UTF_8), 1, false));

        assertThat(client.heard())
                .startsWith("32")
                .contains("04" + "0b01" + "0b02" + "21")
                .hasSize(2 * (2 + 2 + 48 + 2 + 5 + 1));
    }

    @Test
    void whoEndsASubscriptionHearsNothingMore() {
        Client client = gateway.version5("listener/siren");
        client.subscribe("citywatch/v1/alarms/#", 0).heard();

        client.send(MqttMessageBuilders.unsubscribe()
                .messageId(5)
                .addTopicFilter("citywatch/v1/alarms/#")
                .addTopicFilter("citywatch/v1/alarms/+")
                .build());
        gateway.router.publish(new Publication(ALARM, "!".getBytes(UTF_8), 1, false));

        // UNSUBACK, 5 bytes, packet 5, no properties: success, no such subscription
        assertThat(client.heard()).isEqualTo("b005000500" + "00" + "11");
    }

    @Test
    void messagesWaitForASessionThatIsKept() {
        Client first = kept();
        first.subscribe("citywatch/v1/alarms/#", 1).heard();
        first.breaks();

        gateway.router.publish(new Publication(ALARM, "1".getBytes(UTF_8), 1, false));
        gateway.router.publish(new Publication(ALARM, "0".getBytes(UTF_8), 0, false));

        assertThat(comesBack()).isEqualTo("20020100" + "3235" + "0030" + ALARM_HEX + "0001" + "31");
    }

    @Test
    void whatIsNotAcknowledgedIsSentAgainAsADuplicate() {
        Client first = kept();
        first.subscribe("citywatch/v1/alarms/#", 1).heard();
        gateway.router.publish(new Publication(ALARM, "1".getBytes(UTF_8), 1, false));
        assertThat(first.heard()).startsWith("32");
        first.breaks();

        assertThat(comesBack()).startsWith("20020100" + "3a").contains("0001" + "31");
    }

    @Test
    void aMessageOfQosTwoIsHandedOverInFourSteps() {
        Client client = gateway.version3("listener/siren");
        client.subscribe("citywatch/v1/alarms/#", 2).heard();

        gateway.router.publish(new Publication(ALARM, "2".getBytes(UTF_8), 2, false));
        assertThat(client.heard()).isEqualTo("3435" + "0030" + ALARM_HEX + "0001" + "32");
        client.send("50 02 0001");
        assertThat(client.heard()).isEqualTo("62020001");
        client.send("70 02 0001");

        assertThat(client.heard()).isEmpty();
    }

    @Test
    void afterAReconnectTheReleaseIsSentInsteadOfTheMessage() {
        Client first = kept();
        first.subscribe("citywatch/v1/alarms/#", 2).heard();
        gateway.router.publish(new Publication(ALARM, "2".getBytes(UTF_8), 2, false));
        assertThat(first.heard()).startsWith("34");
        first.send("50 02 0001");
        first.breaks();

        assertThat(comesBack()).isEqualTo("20020100" + "62020001");
    }

    @Test
    void noMoreIsSentThanTheClientTakesAtATime() {
        MqttProperties two = new MqttProperties();
        two.add(new IntegerProperty(MqttProperties.RECEIVE_MAXIMUM, 2));
        Client client =
                gateway.open().connected(MqttVersion.MQTT_5, "listener/siren", connect -> connect.properties(two));
        client.subscribe("citywatch/v1/alarms/#", 1).heard();

        for (int i = 0; i < 3; i++) {
            gateway.router.publish(new Publication(ALARM, "x".getBytes(UTF_8), 1, false));
        }
        assertThat(client.heard())
                .containsOnlyOnce("0001" + "00" + "78")
                .contains("0002" + "00" + "78")
                .doesNotContain("0003" + "00");
        client.send("40 02 0001");

        assertThat(client.heard()).contains("0003" + "00" + "78");
    }

    @Test
    void aMessageLargerThanTheClientTakesIsNotSentAndBlocksNothing() {
        MqttProperties small = new MqttProperties();
        small.add(new IntegerProperty(MqttProperties.MAXIMUM_PACKET_SIZE, 60));
        Client client =
                gateway.open().connected(MqttVersion.MQTT_5, "listener/siren", connect -> connect.properties(small));
        client.subscribe("citywatch/v1/alarms/#", 1).heard();

        gateway.router.publish(new Publication(ALARM, new byte[6], 1, false));
        assertThat(client.heard()).isEmpty();
        gateway.router.publish(new Publication(ALARM, new byte[5], 1, false));

        assertThat(client.heard()).startsWith("323a");
        assertThat(gateway.meter("dropped", "reason", "too-large")).isEqualTo(1);
    }

    @Test
    void anExpiredMessageIsNotSentAndAnotherSaysHowLongItLives() {
        Client client = gateway.version5("listener/siren");
        client.subscribe("citywatch/v1/alarms/#", 0).heard();
        long now = System.currentTimeMillis();

        gateway.router.publish(expiring("old", now - 1));
        gateway.router.publish(expiring("new", now + 60_900));

        // 61 seconds, or 60 where the machine had other things to do for one
        assertThat(client.heard()).containsPattern("02" + "0000003[cd]").doesNotContain("6f6c64");
    }

    private static Publication expiring(String payload, long expiresMillis) {
        return new Publication(
                ALARM,
                payload.getBytes(UTF_8),
                0,
                false,
                new Publication.Life(expiresMillis, MqttProperties.NO_PROPERTIES, null, null));
    }

    @Test
    void aClientThatDoesNotKeepUpIsToldSo() {
        Client client = gateway.version5("listener/siren");
        client.subscribe("citywatch/v1/alarms/#", 1).heard();
        client.channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);

        for (int i = 0; i < 11; i++) {
            gateway.router.publish(new Publication(ALARM, "x".getBytes(UTF_8), 1, false));
        }

        assertThat(client.heard()).isEqualTo("e0029700");
        assertThat(gateway.meter("ended", "reason", "too-slow")).isEqualTo(1);
    }

    @Test
    void aClientThatNeverReadsIsDropped() {
        Client client = gateway.version5("listener/siren");
        client.channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        client.channel.runPendingTasks();

        client.passes(Duration.ofSeconds(31));

        assertThat(client.isOpen()).isFalse();
    }

    private String comesBack() {
        return gateway.open()
                .send(Client.connect(MqttVersion.MQTT_3_1_1, "listener/siren")
                        .cleanSession(false)
                        .build())
                .heard();
    }

    private Client kept() {
        return gateway.open()
                .connected(MqttVersion.MQTT_3_1_1, "listener/siren", connect -> connect.cleanSession(false));
    }
}
