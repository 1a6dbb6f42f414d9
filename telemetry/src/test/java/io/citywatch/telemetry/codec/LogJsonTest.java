package io.citywatch.telemetry.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmGroup;
import io.citywatch.telemetry.alarm.AlarmMembers;
import io.citywatch.telemetry.alarm.AlarmSource;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.AlarmText;
import io.citywatch.telemetry.alarm.AssetAction;
import io.citywatch.telemetry.alarm.GroupFinding;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.alarm.Transition;
import io.citywatch.telemetry.census.AssetCount;
import io.citywatch.telemetry.census.DeviceConflict;
import io.citywatch.telemetry.census.Forecast;
import io.citywatch.telemetry.census.ParkingArea;
import io.citywatch.telemetry.census.ParkingCount;
import io.citywatch.telemetry.census.Step;
import io.citywatch.telemetry.census.TargetProgress;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.connection.ConnectionEvent;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.registry.DeviceRecord;
import io.citywatch.telemetry.rejected.RejectReason;
import io.citywatch.telemetry.rejected.RejectedMessage;
import io.citywatch.telemetry.rejected.Rejection;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.MqttTopics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogJsonTest {
    private static final Alarm ALARM = new Alarm(
            "gas-1~gas-leak",
            new AlarmSource("gas-1", "4108110111000042", FacilityKind.GAS, "410811"),
            "gas-leak",
            Severity.CRITICAL,
            AlarmState.UNACK,
            true,
            false,
            1_676_339_400_000L,
            1_676_339_400_100L,
            new Alarm.Evidence("gasLel", 25.0, 20.0),
            new AlarmText("燃气泄漏", "Gas leak"),
            7,
            List.of(new Transition(
                    1_676_339_400_100L,
                    AlarmState.NORM,
                    AlarmState.UNACK,
                    Severity.CRITICAL,
                    "raise",
                    null,
                    null,
                    25.0)));

    private static final Command COMMAND = new Command(
            "gas-1~gas-leak~5~closeValve",
            new DeviceAddress("410811", FacilityKind.GAS, "gas-1"),
            Command.Verb.CLOSE_VALVE,
            5,
            600_005,
            "gas-1~gas-leak",
            "rule/gas-leak");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"source\": \"x\", \"minute\": 60000, \"t\": 1}",
                "{\"minute\": 60000, \"t\": 1, \"counts\": {}}",
            })
    void aPartOfTheLedgerThatLacksSomethingIsNone(String json) {
        assertThatThrownBy(() -> LogJson.ledgerPart(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aBalanceWithoutItsSumIsNone() {
        assertThatThrownBy(() -> LogJson.ledgerMinute("{\"minute\": 60000}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void alarmIsFlatAndReadBack() throws IOException {
        byte[] json = LogJson.encode(ALARM);

        JsonNode tree = new ObjectMapper().readTree(json);
        assertThat(tree.get("id").asText()).isEqualTo("gas-1~gas-leak");
        assertThat(tree.get("kind").asText()).isEqualTo("gas");
        assertThat(tree.get("severity").asText()).isEqualTo("critical");
        assertThat(tree.get("state").asText()).isEqualTo("UNACK");
        assertThat(tree.get("limit").asDouble()).isEqualTo(20);
        assertThat(LogJson.alarm(json)).isEqualTo(ALARM);
    }

    @Test
    void whatIsUnderWayForAnAlarmIsReadBack() throws IOException {
        Alarm suppressed = ALARM.withState(AlarmState.SUPPRESSED, true, false)
                .withHandling(new Alarm.Handling(2, true, 1_676_343_000_000L, "WO-117"));

        byte[] json = LogJson.encode(suppressed);

        JsonNode tree = new ObjectMapper().readTree(json);
        assertThat(tree.get("escalated").asInt()).isEqualTo(2);
        assertThat(tree.get("latched").asBoolean()).isTrue();
        assertThat(tree.get("until").asLong()).isEqualTo(1_676_343_000_000L);
        assertThat(tree.get("workOrder").asText()).isEqualTo("WO-117");
        assertThat(LogJson.alarm(json)).isEqualTo(suppressed);
    }

    @Test
    void parentsAndMembersAreReadBack() throws IOException {
        AlarmMembers members = new AlarmMembers(1_676_339_400_000L, 74_016, 73_000, List.of("gas-1~silence"));
        Alarm both = ALARM.withState(AlarmState.SUPPRESSED, true, false)
                .withHandling(Alarm.Handling.NONE
                        .foldedInto("group.city.410800~flood")
                        .standingFor(members));
        AlarmGroup group = new AlarmGroup(FacilityKind.GAS, "410800", new AlarmText("风暴", "A storm"), members, true);
        AlarmAction action = new AlarmAction(
                "gas-1~silence",
                "gas-1",
                AlarmAction.Verb.FOLD,
                5,
                "rule/flood",
                null,
                null,
                null,
                new GroupFinding(4, Severity.HIGH, "group.city.410800~flood", group));

        byte[] json = LogJson.encode(both);

        JsonNode tree = new ObjectMapper().readTree(json);
        assertThat(tree.get("parent").asText()).isEqualTo("group.city.410800~flood");
        assertThat(tree.at("/members/count").asInt()).isEqualTo(74_016);
        assertThat(tree.at("/members/alarms/0").asText()).isEqualTo("gas-1~silence");
        assertThat(LogJson.alarm(json)).isEqualTo(both);
        assertThat(LogJson.action(LogJson.encode(action))).isEqualTo(action);
    }

    @Test
    void aGroupThatMeasuresSomethingStrangeStandsForItself() throws IOException {
        AlarmGroup group = new AlarmGroup(
                FacilityKind.WATER_PIPE,
                "410811",
                new AlarmText("管道 M-1：压力异常", "Main M-1: pressure is unusual"),
                null,
                false,
                new Alarm.Evidence("pressureKpa", 240.5, null));
        AlarmAction action = new AlarmAction(
                "group.main.410811.M-1~main-pressure",
                "group.main.410811.M-1",
                AlarmAction.Verb.RAISE,
                5,
                "rule/main-pressure",
                "score 0.91; mean pressureKpa of 5 devices",
                null,
                null,
                new GroupFinding(4, Severity.MEDIUM, null, group));

        assertThat(LogJson.action(LogJson.encode(action))).isEqualTo(action);
    }

    @Test
    void recordsOfTheReleaseBeforeAreReadOn() throws IOException {
        ObjectNode alarm = new ObjectMapper().readValue(LogJson.encode(ALARM), ObjectNode.class);
        alarm.remove(List.of("escalated", "latched", "until", "workOrder", "parent", "members"));
        String action = "{\"alarm\":\"gas-1~gas-leak\",\"device\":\"gas-1\",\"action\":\"unshelve\",\"t\":5,"
                + "\"by\":\"operator/wang\",\"reason\":null,\"until\":null}";

        assertThat(LogJson.alarm(alarm.toString().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(ALARM);
        assertThat(LogJson.action(action.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new AlarmAction(
                        "gas-1~gas-leak", "gas-1", AlarmAction.Verb.UNSHELVE, 5, "operator/wang", null, null));
    }

    @Test
    void parkingIsReadBack() throws IOException {
        var hour = new ParkingCount.Hour(3_600_000, new ParkingCount.Figures(0.5, 4.25, 3, 47.5, 0.98));
        var nothing = new ParkingCount.Figures(null, null, 0, null, 0);
        LocalDate day = LocalDate.of(2023, 2, 14);
        ParkingCount street = new ParkingCount(
                ParkingArea.of("410811", "410811001002003"),
                new ParkingCount.Bays(3, 2, 1),
                new ParkingCount.Today(day, hour.figures(), hour),
                List.of(new ParkingCount.Hour(0, nothing), hour),
                5);
        ParkingCount empty = new ParkingCount(
                ParkingArea.of("410811", "cell 7"),
                new ParkingCount.Bays(0, 0, 0),
                new ParkingCount.Today(day, nothing, null),
                List.of(),
                5);

        assertThat(LogJson.parkingCount(LogJson.encode(street))).isEqualTo(street);
        assertThat(LogJson.parkingCount(LogJson.encode(empty))).isEqualTo(empty);
        assertThat(street.area().scope()).isEqualTo("parking/410811/410811001");
        assertThat(empty.area().scope()).isEqualTo("parking/410811");
        assertThatThrownBy(() -> LogJson.parkingCount("{\"district\":\"410811\"}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bays");
    }

    @Test
    void everyVerbIsReadBack() throws IOException {
        for (AlarmAction.Verb verb : AlarmAction.Verb.values()) {
            AlarmAction action = new AlarmAction("a~b", "a", verb, 5, "operator/wang", "why", 9L, "WO-117");

            assertThat(LogJson.action(LogJson.encode(action))).isEqualTo(action);
            assertThat(AlarmAction.Verb.ofText(verb.text())).isEqualTo(verb);
        }
    }

    @Test
    void workAtAnAssetIsReadBack() throws IOException {
        for (AlarmAction.Verb verb : List.of(AlarmAction.Verb.SUPPRESS, AlarmAction.Verb.UNSUPPRESS)) {
            AssetAction action = new AssetAction("4108110111000042", verb, 5, "operator/wang", "why", 9L, "WO-117");

            assertThat(LogJson.action(LogJson.encode(action))).isEqualTo(action);
        }
    }

    @Test
    void alarmHasItsTopic() {
        assertThat(MqttTopics.alarm(ALARM)).isEqualTo("citywatch/v1/alarms/410811/gas/critical/gas-1~gas-leak");
    }

    @Test
    void alarmWithoutItsPartsIsRefused() {
        assertThatThrownBy(() -> LogJson.alarm("{\"id\": \"x\"}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void fieldsOfANewerReleaseAreOverlooked() throws IOException {
        byte[] json =
                "{\"id\":\"gas\",\"target\":2,\"done\":1,\"t\":5,\"forecast\":9}".getBytes(StandardCharsets.UTF_8);

        assertThat(LogJson.targetProgress(json))
                .isEqualTo(new TargetProgress("gas", 2, Map.of(Step.COMMISSIONED, 1.0), List.of(), null, 5));
    }

    @Test
    void progressAndConflictsAreReadBack() throws IOException {
        Map<Step, Double> amounts = new EnumMap<>(Step.class);
        counted(Step.COMMISSIONED).forEach((step, count) -> amounts.put(step, count + 0.5));
        LocalDate day = LocalDate.of(2023, 2, 14);
        var progress = new TargetProgress(
                "gas-pipe-renewal",
                80_000,
                amounts,
                List.of(new TargetProgress.Day(day, 12.5)),
                new Forecast(12.5, day.plusDays(9), day.plusDays(3), null),
                5);
        var conflict = new DeviceConflict(new DeviceAddress("410811", FacilityKind.GAS, "gas-1"), "a-1", "a-2", 5);

        assertThat(LogJson.targetProgress(LogJson.encode(progress))).isEqualTo(progress);
        assertThat(LogJson.deviceConflict(LogJson.encode(conflict))).isEqualTo(conflict);
        assertThat(new String(LogJson.encode(progress), StandardCharsets.UTF_8))
                .contains("\"date\":\"2023-02-23\"", "\"latest\":null", "\"done\":1.5");
    }

    /** Every step has a count, since what is written names each of them. */
    private static Map<Step, Long> counted(Step one) {
        Map<Step, Long> counted = new EnumMap<>(Step.class);
        for (Step step : Step.values()) {
            counted.put(step, step == one ? 1L : 0);
        }
        return counted;
    }

    @Test
    void actionsAndCommandsAndCountsAreReadBack() throws IOException {
        AlarmAction action = new AlarmAction(
                "gas-1~gas-leak", "gas-1", AlarmAction.Verb.SHELVE, 5, "operator/wang", "sensor test", 9L);
        AssetCount count = new AssetCount(
                FacilityKind.GAS_PIPE,
                "410811",
                80_000.0,
                counted(Step.INSTALLED),
                new AssetCount.Served(0, 0, 0, 12.5),
                5);

        assertThat(LogJson.action(LogJson.encode(action))).isEqualTo(action);
        assertThat(LogJson.command(LogJson.encode(COMMAND))).isEqualTo(COMMAND);
        assertThat(LogJson.assetCount(LogJson.encode(count))).isEqualTo(count);
        assertThat(new String(LogJson.encode(action), StandardCharsets.UTF_8)).contains("\"action\":\"shelve\"");
        assertThat(new String(LogJson.encode(count), StandardCharsets.UTF_8)).contains("\"kind\":\"gas-pipe\"");
    }

    /** There is no word for it, so it can neither be said nor passed on. */
    @ParameterizedTest
    @ValueSource(strings = {"openValve", "open", "closevalve", ""})
    void theOnlyCommandsAreThoseThatMakeThingsSafer(String command) {
        String json = new String(LogJson.encode(COMMAND), StandardCharsets.UTF_8)
                .replace("\"command\":\"closeValve\"", "\"command\":\"" + command + '"');

        assertThat(Command.Verb.values()).containsExactly(Command.Verb.CLOSE_VALVE, Command.Verb.SOUND_SIREN);
        assertThatThrownBy(() -> LogJson.command(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void whatHasNotTheFormOfItsTopicIsAnIoException() {
        byte[] nothing = "null".getBytes(StandardCharsets.UTF_8);
        byte[] elsewhere = new String(LogJson.encode(COMMAND), StandardCharsets.UTF_8)
                .replace("\"district\":\"410811\"", "\"district\":\"4108\"")
                .getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> LogJson.alarm(nothing)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> LogJson.rebirthRequest(nothing)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> LogJson.command(nothing)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> LogJson.command(elsewhere))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("4108");
    }

    @Test
    void alarmsAndCommandsOfSimulatedDevicesSaySo() throws IOException {
        Command command = new Command(
                "a", COMMAND.address(), Command.Verb.SOUND_SIREN, 5, 6, "sim-gas-1~gas-leak", "rule/gas-leak", true);

        byte[] json = LogJson.encode(command);

        assertThat(new String(json, StandardCharsets.UTF_8)).contains("\"simulated\":true");
        assertThat(LogJson.command(json)).isEqualTo(command);
        assertThat(new String(LogJson.encode(ALARM), StandardCharsets.UTF_8)).contains("\"simulated\":false");
    }

    @Test
    void deviceRecordIsReadBack() throws IOException {
        DeviceRecord device = new DeviceRecord(
                new DeviceAddress("410811", FacilityKind.MANHOLE, "m-1"),
                new Birth(
                        1_676_339_400_000L,
                        "4108110101000001",
                        AssetState.INSTALLED,
                        new Birth.Identity("MH-1", null, "cover", true),
                        new Birth.Place(35.2, 113.2, null, new Birth.Neighbours("B-17", "M-4", "410811001002003")),
                        Birth.Share.NONE,
                        2.5,
                        3600));

        assertThat(LogJson.deviceRecord(LogJson.encode(device))).isEqualTo(device);
    }

    @Test
    void connectionEventIsShortAndReadBack() throws IOException {
        ConnectionEvent made = new ConnectionEvent(5, ConnectionEvent.Type.TAKEN_OVER, "gas-1", "c", "10.0.0.1", null);

        byte[] json = LogJson.encode(made);

        assertThat(new String(json, StandardCharsets.UTF_8))
                .contains("\"takenOver\"")
                .doesNotContain("reason");
        assertThat(LogJson.connectionEvent(json)).isEqualTo(made);
    }

    @Test
    void rejectedPayloadIsKeptWhateverItsBytesAre() throws IOException {
        JsonNode text = rejected("{\"gasLel\"".getBytes(StandardCharsets.UTF_8));
        JsonNode binary = rejected(new byte[] {(byte) 0xff, 0});

        assertThat(text.get("payload").asText()).isEqualTo("{\"gasLel\"");
        assertThat(text.at("/reasons/0/reason").asText()).isEqualTo("NOT_JSON");
        assertThat(binary.get("payloadBase64").asText()).isEqualTo("/wA=");
    }

    @Test
    void aRejectedPayloadTakesAtMostTwiceItsSize() throws IOException {
        for (char each : "\u0001\"\\\t\u007f\u00e9\u6c11".toCharArray()) {
            byte[] payload = String.valueOf(each).repeat(10_000).getBytes(StandardCharsets.UTF_8);
            RejectedMessage message = new RejectedMessage("topic", 5, null, List.of(), payload);

            byte[] json = LogJson.encode(message);

            assertThat(json).hasSizeLessThan(2 * payload.length + 100);
            assertThat(LogJson.rejectedMessage(json).payload()).isEqualTo(payload);
        }
    }

    @Test
    void rejectedMessagesAreReadBack() throws IOException {
        for (byte[] payload : List.of("{\"gasLel\"".getBytes(StandardCharsets.UTF_8), new byte[] {(byte) 0xff, 0})) {
            RejectedMessage message = new RejectedMessage(
                    new RejectedMessage.Received("topic", 5, "gas-1", "application/senml+cbor"),
                    List.of(new Rejection(RejectReason.REFUSED_BY_STORE, "type conflict")),
                    payload,
                    new RejectedMessage.Original(3, 17));

            RejectedMessage back = LogJson.rejectedMessage(LogJson.encode(message));

            assertThat(back).usingRecursiveComparison().isEqualTo(message);
        }
    }

    private static JsonNode rejected(byte[] payload) throws IOException {
        return new ObjectMapper()
                .readTree(LogJson.encode(new RejectedMessage(
                        "citywatch/v1/410811/gas/gas-1/telemetry",
                        5,
                        "gas-1",
                        List.of(new Rejection(RejectReason.NOT_JSON, "broken")),
                        payload)));
    }
}
