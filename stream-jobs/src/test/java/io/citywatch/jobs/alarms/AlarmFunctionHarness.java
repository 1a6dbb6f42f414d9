package io.citywatch.jobs.alarms;

import io.citywatch.jobs.log.LogRecord;
import io.citywatch.jobs.runtime.JobEnvironment;
import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.jobs.uplink.ListeningState;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.GroupFinding;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.LogTopics;
import io.citywatch.telemetry.topic.Tick;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The function under Flink's harness, with one cover and one detector. Times are seconds after {@link #START}. */
abstract class AlarmFunctionHarness {
    static final long START = 1_676_339_400_000L;
    static final DeviceAddress DETECTOR = new DeviceAddress("410802", FacilityKind.GAS, "GAS-1");
    static final DeviceAddress COVER = new DeviceAddress("410802", FacilityKind.MANHOLE, "COVER-1");

    KeyedBroadcastOperatorTestHarness<String, AlarmInput, CityNews, LogRecord> harness;

    @BeforeEach
    void start() throws Exception {
        harness = harness();
        harness.open();
    }

    @AfterEach
    void stop() throws Exception {
        harness.close();
    }

    static KeyedBroadcastOperatorTestHarness<String, AlarmInput, CityNews, LogRecord> harness() throws Exception {
        var operator = new CoBroadcastWithKeyedOperator<>(
                new AlarmFunction(), List.of(ListeningState.PERIODS, AlarmFunction.RULES));
        return new KeyedBroadcastOperatorTestHarness<>(
                operator, AlarmInput::device, Types.STRING, JobEnvironment.MAX_PARALLELISM, 1, 0);
    }

    void birth(double second) throws Exception {
        birth(second, AssetState.COMMISSIONED);
    }

    void birth(double second, AssetState state) throws Exception {
        says(
                second,
                Channel.BIRTH,
                new Birth(
                        at(second),
                        "4108020101000001",
                        state,
                        new Birth.Identity(null, null, "cover_tilt"),
                        Birth.Place.UNKNOWN,
                        Birth.Share.NONE,
                        0,
                        60));
    }

    void tilt(double second, double tiltDeg) throws Exception {
        says(
                second,
                Channel.TELEMETRY,
                Reading.at(at(second)).with(Metric.TILT_DEG, tiltDeg).build());
    }

    void gas(double second, double gasLel) throws Exception {
        saysGas(
                second,
                Channel.TELEMETRY,
                Reading.at(at(second)).with(Metric.GAS_LEL, gasLel).build());
    }

    void saysGas(double second, Channel channel, DeviceMessage message) throws Exception {
        harness.processElement(
                new AlarmInput.Heard(new DeviceUplink(DETECTOR, channel, at(second), List.of(message), null)),
                at(second));
    }

    List<Command> commands() throws IOException {
        List<Command> commands = new ArrayList<>();
        for (LogRecord record : harness.extractOutputValues()) {
            if (record.topic().equals(LogTopics.COMMANDS)) {
                commands.add(LogJson.command(record.value()));
            }
        }
        return commands;
    }

    void says(double second, Channel channel, DeviceMessage message) throws Exception {
        harness.processElement(
                new AlarmInput.Heard(new DeviceUplink(COVER, channel, at(second), List.of(message), null)), at(second));
    }

    void acknowledge(double second) throws Exception {
        act(second, AlarmAction.Verb.ACKNOWLEDGE, null, null);
    }

    void act(double second, AlarmAction.Verb verb, @Nullable String reason, @Nullable Long until) throws Exception {
        harness.processElement(
                new AlarmInput.Acted(new AlarmAction(
                        "COVER-1~manhole-tilt", "COVER-1", verb, at(second), "operator/li", reason, until)),
                at(second));
    }

    void tell(double second, AlarmAction.Verb verb, String rule, GroupFinding finding) throws Exception {
        harness.processElement(
                new AlarmInput.Acted(new AlarmAction(
                        "COVER-1~" + rule, "COVER-1", verb, at(second), "rule/flood", null, null, null, finding)),
                at(second));
    }

    /** The time of the log comes to that second: a tick, and the watermark behind it. */
    void time(double second) throws Exception {
        harness.processBroadcastElement(new CityNews.Ticked(new Tick(at(second + 1), at(-1000))), at(second + 1));
        harness.watermark(at(second));
    }

    int entries() {
        HeapKeyedStateBackend<?> state =
                (HeapKeyedStateBackend<?>) harness.getOperator().getKeyedStateBackend();
        return state.numKeyValueStateEntries();
    }

    List<Alarm> alarms() throws IOException {
        List<Alarm> alarms = new ArrayList<>();
        for (LogRecord record : harness.extractOutputValues()) {
            if (record.topic().equals(LogTopics.ALARMS)) {
                alarms.add(LogJson.alarm(record.value()));
            }
        }
        return alarms;
    }

    List<String> rules() throws IOException {
        return alarms().stream().map(Alarm::rule).toList();
    }

    static long at(double second) {
        return START + Math.round(second * 1000);
    }
}
