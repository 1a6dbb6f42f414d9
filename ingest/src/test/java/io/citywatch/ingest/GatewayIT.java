package io.citywatch.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmSource;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.AlarmText;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.ledger.LedgerPart;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.LogTopics;
import io.citywatch.telemetry.topic.Tick;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway with Mosquitto's clients and a real Kafka. */
class GatewayIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    private static TestGateway gateway;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        gateway = TestGateway.start(folder);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void aReadingStandsInTheLogWithWhoSentItWhereAndWhen() throws Exception {
        long before = System.currentTimeMillis();

        Mosquitto.Outcome outcome = publish("gas-1", "citywatch/v1/410811/gas/gas-1/telemetry", "{\"gasLel\": 3.2}");

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        ConsumerRecord<byte[], byte[]> message = uplinkOf("gas-1").get(0);
        assertThat(new String(message.value(), UTF_8)).isEqualTo("{\"gasLel\": 3.2}");
        assertThat(header(message, LogTopics.HEADER_TOPIC)).isEqualTo("citywatch/v1/410811/gas/gas-1/telemetry");
        assertThat(header(message, LogTopics.HEADER_PRINCIPAL)).isEqualTo("gas-1");
        assertThat(message.headers().lastHeader(LogTopics.HEADER_QOS).value()).containsExactly(1);
        assertThat(message.timestamp()).isBetween(before, System.currentTimeMillis());
    }

    @Test
    void whatTheLogHasConfirmedIsStatedInTheBooks() throws Exception {
        Mosquitto.Outcome outcome = publish("gas-3", "citywatch/v1/410811/gas/gas-3/telemetry", "{\"gasLel\": 3.2}");
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();

        await().atMost(SOON).untilAsserted(() -> {
            long messages = gateway.uplink().size();
            Map<String, Long> stated = new HashMap<>();
            for (ConsumerRecord<byte[], byte[]> record : gateway.records(LogTopics.LEDGER_PARTS)) {
                LedgerPart part = LogJson.ledgerPart(record.value());
                stated.put(part.key(), part.counts().accepted());
            }
            assertThat(stated.values().stream().mapToLong(Long::longValue).sum())
                    .isEqualTo(messages)
                    .isPositive();
        });
    }

    @Test
    void ticksComeToEveryPartition() {
        await().atMost(SOON).untilAsserted(() -> {
            List<ConsumerRecord<byte[], byte[]>> ticks = gateway.records(LogTopics.UPLINK).stream()
                    .filter(message -> message.headers().lastHeader(LogTopics.HEADER_TICK) != null)
                    .toList();
            assertThat(ticks).extracting(ConsumerRecord::partition).contains(0, 1);
            assertThat(ticks).hasSizeGreaterThanOrEqualTo(4);
            Tick tick = Tick.ofBytes(
                    ticks.get(0).headers().lastHeader(LogTopics.HEADER_TICK).value());
            assertThat(tick.listeningSince()).isLessThanOrEqualTo(tick.t());
            assertThat(ticks).allSatisfy(message -> {
                assertThat(message.key()).isNull();
                assertThat(message.value()).isNull();
            });
        });
    }

    @Test
    void aWrongPasswordIsRefused() throws Exception {
        Mosquitto.Outcome version3 = Mosquitto.pub(
                gateway.port(),
                "-V",
                "311",
                "-u",
                "gas-1",
                "-P",
                "wrong",
                "-t",
                "citywatch/v1/x",
                "-m",
                "x",
                "-q",
                "1");
        Mosquitto.Outcome version5 = Mosquitto.pub(
                gateway.port(), "-V", "5", "-u", "gas-1", "-P", "wrong", "-t", "citywatch/v1/x", "-m", "x", "-q", "1");

        assertThat(version3.output()).contains("bad user name or password");
        assertThat(version5.output()).containsIgnoringCase("bad user name or password");
    }

    @Test
    void aForeignTopicGetsItsReasonAndStoresNothing() throws Exception {
        Mosquitto.Outcome outcome = Mosquitto.pub(
                gateway.port(),
                "-V",
                "5",
                "-u",
                "gas-2",
                "-P",
                gateway.password("gas-2"),
                "-t",
                "citywatch/v1/410811/gas/somebody-else/telemetry",
                "-m",
                "{}",
                "-q",
                "1");

        assertThat(outcome.output()).containsIgnoringCase("not authorized");
        assertThat(uplinkOf("somebody-else")).isEmpty();
    }

    @Test
    void anAlarmIsRetainedWhileItStands() throws Exception {
        gateway.append(
                LogTopics.ALARMS, "gas-7~gas-critical", LogJson.encode(alarm(AlarmState.UNACK, Severity.HIGH, 1)));
        gateway.append(
                LogTopics.ALARMS, "gas-7~gas-critical", LogJson.encode(alarm(AlarmState.UNACK, Severity.CRITICAL, 3)));
        gateway.append(
                LogTopics.ALARMS, "gas-7~gas-critical", LogJson.encode(alarm(AlarmState.ACKED, Severity.CRITICAL, 2)));

        await().atMost(SOON).untilAsserted(() -> {
            List<String> lines = Mosquitto.sub(
                            gateway.port(),
                            "-u",
                            "listener/siren",
                            "-P",
                            gateway.password("listener/siren"),
                            "-t",
                            "citywatch/v1/alarms/#",
                            "-F",
                            "%r %t %p",
                            "-W",
                            "1")
                    .lines();
            assertThat(lines).singleElement().satisfies(line -> assertThat(line)
                    .startsWith("1 citywatch/v1/alarms/410811/gas/critical/gas-7~gas-critical {")
                    .contains("\"state\":\"UNACK\""));
        });

        gateway.append(
                LogTopics.ALARMS, "gas-7~gas-critical", LogJson.encode(alarm(AlarmState.NORM, Severity.CRITICAL, 4)));

        await().atMost(SOON).untilAsserted(() -> assertThat(Mosquitto.sub(
                                gateway.port(),
                                "-u",
                                "listener/siren",
                                "-P",
                                gateway.password("listener/siren"),
                                "-t",
                                "citywatch/v1/alarms/#",
                                "-F",
                                "%r %t",
                                "-W",
                                "1")
                        .lines())
                .isEmpty());
    }

    @Test
    void aCommandWaitsForItsDeviceAndIsGivenOnce() throws Exception {
        DeviceAddress address = new DeviceAddress("410811", FacilityKind.GAS, "gas-8");
        long now = System.currentTimeMillis();
        Command command =
                new Command("c-1", address, Command.Verb.CLOSE_VALVE, now, now + 60_000, null, "rule/gas-critical");
        gateway.append(LogTopics.COMMANDS, "gas-8", LogJson.encode(command));
        await().atMost(SOON).until(() -> gateway.meter("commands.pending") == 1);

        List<String> first = Mosquitto.sub(
                        gateway.port(),
                        "-u",
                        "gas-8",
                        "-P",
                        gateway.password("gas-8"),
                        "-q",
                        "1",
                        "-t",
                        address.commandTopic(),
                        "-C",
                        "1",
                        "-W",
                        "5")
                .lines();
        await().atMost(SOON).until(() -> gateway.meter("commands.pending") == 0);
        List<String> second = Mosquitto.sub(
                        gateway.port(),
                        "-u",
                        "gas-8",
                        "-P",
                        gateway.password("gas-8"),
                        "-q",
                        "1",
                        "-t",
                        address.commandTopic(),
                        "-C",
                        "1",
                        "-W",
                        "1")
                .lines();

        assertThat(first).singleElement().satisfies(json -> assertThat(json).contains("closeValve"));
        assertThat(second).isEmpty();
    }

    @Test
    void anEngineerSeesReadingsLive() throws Exception {
        Process watching = Mosquitto.startSub(
                gateway.port(),
                "-u",
                "engineer/eva",
                "-P",
                gateway.password("engineer/eva"),
                "-t",
                "citywatch/v1/+/gas/+/telemetry",
                "-F",
                "%t %p",
                "-C",
                "1",
                "-W",
                "10");
        await().atMost(SOON).until(() -> gateway.meter("subscriptions", "outcome", "granted") > 0);

        await().atMost(SOON).until(() -> {
            publish("gas-9", "citywatch/v1/410811/gas/gas-9/telemetry", "{\"gasLel\": 1}");
            return !watching.isAlive();
        });

        assertThat(new String(watching.getInputStream().readAllBytes(), UTF_8))
                .isEqualToIgnoringNewLines("citywatch/v1/410811/gas/gas-9/telemetry {\"gasLel\": 1}");
    }

    private static Mosquitto.Outcome publish(String device, String topic, String payload)
            throws IOException, InterruptedException {
        return Mosquitto.pub(
                gateway.port(), "-u", device, "-P", gateway.password(device), "-t", topic, "-m", payload, "-q", "1");
    }

    private static List<ConsumerRecord<byte[], byte[]>> uplinkOf(String device) {
        return gateway.uplink().stream()
                .filter(message -> new String(message.key(), UTF_8).equals(device))
                .toList();
    }

    private static String header(ConsumerRecord<byte[], byte[]> message, String name) {
        return new String(message.headers().lastHeader(name).value(), UTF_8);
    }

    private static Alarm alarm(AlarmState state, Severity severity, long version) {
        return new Alarm(
                "gas-7~gas-critical",
                new AlarmSource("gas-7", null, FacilityKind.GAS, "410811"),
                "gas-critical",
                severity,
                state,
                state == AlarmState.UNACK || state == AlarmState.ACKED,
                state == AlarmState.ACKED || state == AlarmState.NORM,
                1,
                version,
                new Alarm.Evidence("gasLel", 25.0, 20.0),
                new AlarmText("燃气", "gas"),
                version,
                List.of());
    }
}
