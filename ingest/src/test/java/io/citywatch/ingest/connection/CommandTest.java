package io.citywatch.ingest.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.ingest.connection.ConnectionHarness.Client;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommandTest {
    private static final DeviceAddress ADDRESS = new DeviceAddress("410811", FacilityKind.GAS, "dev1");

    private final ConnectionHarness gateway = new ConnectionHarness();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void aCommandGoesToItsDeviceAtOnceAndIsDoneWhenAcknowledged() {
        Client device = gateway.version3("dev1");
        device.subscribe(ADDRESS.commandTopic(), 1).heard();

        command("c1", 60_000);
        assertThat(device.heard()).contains(hex("c1"));
        assertThat(gateway.commands.size()).isEqualTo(1);
        device.send("40 02 0001");

        assertThat(gateway.commands.size()).isZero();
    }

    @Test
    void aCommandWaitsUntilItsDeviceSubscribes() {
        command("c1", 60_000);
        command("c2", 60_000);
        Client device = gateway.version3("dev1");

        device.subscribe(ADDRESS.commandTopic(), 1);

        assertThat(device.heard()).contains(hex("c1"), hex("c2"));
    }

    @Test
    void aConcentratorTakesTheCommandsOfItsDistrict() {
        command("c1", 60_000);
        Client concentrator = gateway.version3("concentrator/410811/c1");

        concentrator.subscribe("citywatch/v1/410811/+/+/command", 0);

        assertThat(concentrator.heard()).contains(hex("c1"));
        assertThat(gateway.commands.size()).isZero();
    }

    @Test
    void whoOnlyWatchesDoesNotMakeACommandDelivered() {
        Client engineer = gateway.version3("engineer/eva");
        engineer.subscribe("citywatch/v1/#", 0).heard();

        command("c1", 60_000);

        assertThat(engineer.heard()).contains(hex("c1"));
        assertThat(gateway.commands.size()).isEqualTo(1);
    }

    @Test
    void aCommandThatGotLostOnTheWayIsGivenAgain() {
        Client first = gateway.version3("dev1");
        first.subscribe(ADDRESS.commandTopic(), 1).heard();
        command("c1", 60_000);
        first.heard();
        first.breaks();

        Client second = gateway.version3("dev1");
        second.subscribe(ADDRESS.commandTopic(), 1);

        assertThat(second.heard()).contains(hex("c1"));
    }

    @Test
    void aSessionThatKeepsACommandIsNotGivenItTwice() {
        Client first = kept();
        first.subscribe(ADDRESS.commandTopic(), 1).heard();
        first.breaks();
        command("c1", 60_000);

        Client second = comesBack();
        second.subscribe(ADDRESS.commandTopic(), 1);

        assertThat(second.heard()).containsOnlyOnce(hex("c1"));
    }

    /** It need not subscribe again. */
    @Test
    void aCommandThatDidNotWaitInTheSessionIsGivenWhenItsDeviceIsBack() {
        Client first = kept();
        first.subscribe(ADDRESS.commandTopic(), 0).heard();
        first.breaks();
        command("c1", 60_000);
        assertThat(gateway.meter("dropped", "reason", "offline")).isEqualTo(1);

        assertThat(comesBack().heard()).contains(hex("c1"));
        assertThat(gateway.commands.size()).isZero();
    }

    @Test
    void aCommandOfQosZeroThatWaitedWhenTheConnectionBrokeIsGivenToo() {
        Client first = oneAtATime();
        first.subscribe(ADDRESS.commandTopic(), 1).heard();
        command("c1", 60_000);
        command("c2", 60_000);
        first.subscribe(ADDRESS.commandTopic(), 0);
        command("c3", 60_000);
        assertThat(first.heard()).contains(hex("c1")).doesNotContain(hex("c3"));
        first.breaks();

        Client second = oneAtATime();
        second.send("40 02 0001").send("40 02 0002");

        assertThat(second.heard()).contains(hex("c3"));
        assertThat(gateway.commands.size()).isZero();
    }

    private Client oneAtATime() {
        MqttProperties properties = new MqttProperties();
        properties.add(new IntegerProperty(MqttProperties.RECEIVE_MAXIMUM, 1));
        properties.add(new IntegerProperty(MqttProperties.SESSION_EXPIRY_INTERVAL, 3600));
        return gateway.open().connected(MqttVersion.MQTT_5, "dev1", connect -> connect.cleanSession(false)
                .properties(properties));
    }

    @Test
    void anExpiredCommandIsForgotten() {
        command("old", -1);
        assertThat(gateway.commands.size()).isZero();
        command("c1", 0);

        gateway.commands.forgetExpired();

        assertThat(gateway.commands.size()).isZero();
    }

    @Test
    void theOldestCommandsOfADeviceMakeRoom() {
        for (int i = 0; i < 20; i++) {
            command("c" + i, 60_000);
        }

        assertThat(gateway.commands.size()).isEqualTo(16);
        assertThat(gateway.meter("dropped", "reason", "command-queue-full")).isEqualTo(4);
    }

    private Client kept() {
        return gateway.open().connected(MqttVersion.MQTT_3_1_1, "dev1", connect -> connect.cleanSession(false));
    }

    private Client comesBack() {
        return gateway.open()
                .send(Client.connect(MqttVersion.MQTT_3_1_1, "dev1")
                        .cleanSession(false)
                        .build());
    }

    private void command(String id, long livesMillis) {
        long now = System.currentTimeMillis();
        gateway.commands.add(
                new Command(id, ADDRESS, Command.Verb.CLOSE_VALVE, now, now + livesMillis, null, "rule/gas"),
                ("{" + id + "}").getBytes(UTF_8));
    }

    private static String hex(String id) {
        return io.netty.buffer.ByteBufUtil.hexDump(("{" + id + "}").getBytes(UTF_8));
    }
}
