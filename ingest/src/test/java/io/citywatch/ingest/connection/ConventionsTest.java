package io.citywatch.ingest.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.ingest.connection.ConnectionHarness.Client;
import io.citywatch.ingest.routing.Publication;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.command.RebirthRequest;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.ThingsBoardTopic;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices of other conventions: what they show, where they may speak, and what they hear. */
class ConventionsTest {
    private static final String TOKEN = "410811.gas.dev1.secret";
    private static final DeviceAddress ADDRESS = new DeviceAddress("410811", FacilityKind.GAS, "dev1");

    private final ConnectionHarness gateway = new ConnectionHarness();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void anAccessTokenIsTheUserNameAloneAndIsNotLogged() {
        Client device = byToken(TOKEN);

        device.publish("v1/devices/me/telemetry", 1, 1, "{}");
        gateway.log.confirm(0);

        assertThat(device.heard()).isEqualTo("20020000" + "40020001");
        assertThat(gateway.log.noted).isNotEmpty().allSatisfy(event -> assertThat(event.toString())
                .doesNotContain("secret"));
        assertThat(gateway.log.noted).anyMatch(event -> "thingsboard/410811/gas/dev1".equals(event.principal()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "410811.gas.dev1.wrong",
                "410811.gas.dev1.",
                "410811.gas.secret",
                "4108.gas.dev1.secret",
                "410811.lamp.dev1.secret",
                "dev1",
                "410811.gas.a/b.secret"
            })
    void aTokenThatIsNoneIsRefused(String token) {
        Client device = byToken(token);
        device.passes(java.time.Duration.ofSeconds(5));

        assertThat(device.heard()).startsWith("200200");
        assertThat(device.isOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "citywatch/v1/410811/gas/dev2/telemetry",
                "citywatch/v1/410811/manhole/dev1/telemetry",
                "spBv1.0/410811/DDATA/c1/gas:dev1",
                "v1/gateway/telemetry"
            })
    void aDeviceOfThingsBoardsSpeaksForItselfOnly(String topic) {
        Client device = byToken(TOKEN);
        device.heard();

        device.publish(topic, 1, 1, "x");

        assertThat(device.isOpen()).isFalse();
        assertThat(gateway.log.payloads()).isEmpty();
    }

    @Test
    void whatTheDeviceApiHasAndThePlatformNotEndsNoConnection() {
        Client device = byToken(TOKEN);
        device.heard();

        device.publish("v1/devices/me/attributes/request/1", 1, 1, "{}");
        device.subscribe("v1/devices/me/attributes", 1);
        gateway.log.confirm(0);

        assertThat(device.heard()).contains("40020001").contains("900300");
        assertThat(device.isOpen()).isTrue();
    }

    @Test
    void attributesOfOneDeviceReachNoOther() {
        Client one = byToken(TOKEN);
        Client other = byToken("410811.gas.dev2.secret");
        gateway.version3("engineer/eva").subscribe("citywatch/v1/#", 0);
        other.subscribe("v1/devices/me/attributes", 0).heard();

        one.publish("v1/devices/me/attributes", 1, 1, "mine");
        gateway.log.confirm(0);

        assertThat(other.heard()).isEmpty();
    }

    @Test
    void aCommandIsACallThatItsDeviceAloneHears() {
        Client device = byToken(TOKEN);
        Client other = byToken("410811.gas.dev2.secret");
        device.subscribe("v1/devices/me/rpc/request/+", 1).heard();
        other.subscribe("v1/devices/me/rpc/request/+", 1).heard();

        command("c1");

        assertThat(device.heard())
                .contains(hex("v1/devices/me/rpc/request/" + ThingsBoardTopic.requestOf("c1")))
                .contains(hex("{\"method\":\"closeValve\",\"params\":{\"id\":\"c1\""));
        assertThat(other.heard()).isEmpty();
        device.send("40 02 0001");
        assertThat(gateway.commands.size()).isZero();
    }

    @Test
    void aSubscriptionToCallsEndsWithItsSession() {
        Client device = byToken(TOKEN);
        device.subscribe("v1/devices/me/rpc/request/+", 1);

        device.breaks();

        assertThat(gateway.router.publish(new Publication(ADDRESS.commandTopic(), new byte[] {1}, 1, false)))
                .isZero();
    }

    @Test
    void anEdgeNodeSpeaksAsItselfAndIsAskedForItsBirths() {
        Client node = gateway.version3("concentrator/410811/c1");
        node.subscribe("spBv1.0/410811/NCMD/c1/#", 1).heard();
        node.publish("spBv1.0/410811/DDATA/c1/gas:dev1", 0, 0, "x");

        var rebirth =
                new RebirthRequest("410811", "c1", System.currentTimeMillis(), System.currentTimeMillis() + 60_000);
        gateway.commands.ask(rebirth);

        assertThat(node.heard()).contains(hex(rebirth.topic())).contains(hex("Node Control/Rebirth"));
        assertThat(gateway.log.payloads()).containsExactly("x");
    }

    @Test
    void anEdgeNodeSpeaksForNoOther() {
        for (String topic : new String[] {"spBv1.0/410811/NDATA/c2", "spBv1.0/410800/NDATA/c1"}) {
            Client node = gateway.version3("concentrator/410811/c1");

            node.publish(topic, 1, 1, "x");

            assertThat(node.isOpen()).as(topic).isFalse();
        }
        assertThat(gateway.log.payloads()).isEmpty();
    }

    private void command(String id) {
        long now = System.currentTimeMillis();
        Command command = new Command(id, ADDRESS, Command.Verb.CLOSE_VALVE, now, now + 60_000, null, "rule/gas");
        gateway.commands.add(command, LogJson.encode(command));
    }

    private Client byToken(String token) {
        return gateway.open()
                .send(Client.connect(MqttVersion.MQTT_3_1_1, token)
                        .clientId("c-" + token.length() + token.hashCode())
                        .password((byte[]) null)
                        .hasPassword(false)
                        .build());
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(UTF_8));
    }
}
