package io.citywatch.jobs.alarms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.citywatch.jobs.alarms.rule.RuleChange;
import io.citywatch.jobs.log.LogRecord;
import io.citywatch.jobs.runtime.JobEnvironment;
import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.GroupFinding;
import io.citywatch.telemetry.alarm.Transition;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.CommandAnswer;
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
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The function under Flink's harness: timers, entries of state, snapshots. Times are seconds after {@link #START}. */
class AlarmFunctionTest {
    private static final long START = 1_676_339_400_000L;
    private static final DeviceAddress DETECTOR = new DeviceAddress("410802", FacilityKind.GAS, "GAS-1");
    private static final DeviceAddress COVER = new DeviceAddress("410802", FacilityKind.MANHOLE, "COVER-1");

    private KeyedBroadcastOperatorTestHarness<String, AlarmInput, CityNews, LogRecord> harness;

    @BeforeEach
    void start() throws Exception {
        harness = harness();
        harness.open();
    }

    @AfterEach
    void stop() throws Exception {
        harness.close();
    }

    @Test
    void aDeviceHasOneTimerHoweverOftenItSpeaks() throws Exception {
        birth(0);
        for (int second = 1; second < 100; second++) {
            tilt(second, 0);
        }

        assertThat(harness.numEventTimeTimers()).isEqualTo(1);
        assertThat(entries()).isEqualTo(1);
    }

    @Test
    void aNearerDeadlineTakesTheTimersPlace() throws Exception {
        birth(0);
        tilt(10, 20);
        assertThat(harness.numEventTimeTimers()).isEqualTo(1);

        time(40);
        assertThat(alarms()).isEmpty();
        assertThat(harness.numEventTimeTimers()).isEqualTo(1);
        time(50);

        assertThat(rules()).containsExactly("manhole-tilt");
        assertThat(alarms().get(0).updated()).isEqualTo(at(50));
        assertThat(harness.numEventTimeTimers()).isEqualTo(1);
    }

    @Test
    void aTimerThatComesTooEarlyIsSetAnew() throws Exception {
        birth(0);
        tilt(100, 0);
        time(187);
        assertThat(alarms()).isEmpty();
        assertThat(harness.numEventTimeTimers()).isEqualTo(1);

        time(296);

        assertThat(rules()).containsExactly("silence");
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void withoutTicksNobodyIsSilentAndNoTimerSpins() throws Exception {
        birth(0);

        harness.watermark(at(1000));
        harness.watermark(at(2000));

        assertThat(alarms()).isEmpty();
        assertThat(harness.numEventTimeTimers()).isEqualTo(1);
    }

    @Test
    void alarmsAreEntriesOnlyWhereThereAreSome() throws Exception {
        tilt(0, 0);
        assertThat(entries()).isEqualTo(1);

        tilt(1, 100);

        assertThat(entries()).isEqualTo(2);
    }

    @Test
    void whatMayBeFoldedIsWithheldAndSaidAside() throws Exception {
        birth(0);
        time(186);

        assertThat(alarms()).isEmpty();
        assertThat(harness.getSideOutput(AlarmFunction.FOLDS))
                .extracting(record -> record.getValue().condition().alarm())
                .containsExactly("COVER-1~silence");
        tell(188, AlarmAction.Verb.FOLD, "silence", new GroupFinding(at(0), null, "group.city.410800~flood", null));

        assertThat(alarms())
                .extracting(Alarm::state, alarm -> alarm.handling().parent())
                .containsExactly(tuple(AlarmState.SUPPRESSED, "group.city.410800~flood"));
        time(300);
        assertThat(alarms()).hasSize(1);
    }

    @Test
    void whatIsWithheldSurvivesARestart() throws Exception {
        birth(0);
        time(186);
        OperatorSubtaskState snapshot = harness.snapshot(1, 0);
        harness.close();

        harness = harness();
        harness.initializeState(snapshot);
        harness.open();
        time(196);

        assertThat(alarms()).extracting(Alarm::state, Alarm::updated).containsExactly(tuple(AlarmState.UNACK, at(196)));
    }

    @Test
    void anActionOnADeviceThatNeverWasLeavesNothing() throws Exception {
        time(0);
        acknowledge(1);

        assertThat(entries()).isZero();
    }

    @Test
    void aRestoredFunctionGoesOnWhereTheOtherStopped() throws Exception {
        birth(0);
        time(5);
        tilt(10, 20);
        time(20);
        OperatorSubtaskState snapshot = harness.snapshot(1, at(20));
        time(50);
        acknowledge(52);
        time(300);
        List<Alarm> uninterrupted = alarms();

        harness.close();
        harness = harness();
        harness.initializeState(snapshot);
        harness.open();
        time(50);
        acknowledge(52);
        time(300);

        assertThat(alarms()).isEqualTo(uninterrupted);
        assertThat(uninterrupted).extracting(Alarm::rule).containsExactly("manhole-tilt", "manhole-tilt", "silence");
    }

    @Test
    void anActionOfNowIsCarriedOutAtOnce() throws Exception {
        time(0);
        tilt(0.5, 100);
        acknowledge(2);

        assertThat(alarms()).extracting(Alarm::state).containsExactly(AlarmState.UNACK, AlarmState.ACKED);
    }

    @Test
    void anActionIsHeldUntilTheReplayedLogHasComeToItsTime() throws Exception {
        acknowledge(50);
        time(0);
        tilt(10, 100);
        assertThat(entries()).isEqualTo(2);

        tilt(20, 0);
        tilt(30, 100);
        tilt(60, 0);

        assertThat(alarms().get(alarms().size() - 1).history())
                .extracting(Transition::cause, Transition::t)
                .containsExactly(
                        tuple("raise", at(10)),
                        tuple("clear", at(20)),
                        tuple("raise", at(30)),
                        tuple("acknowledge", at(50)),
                        tuple("clear", at(60)));
    }

    @Test
    void aHeldActionIsCarriedOutByTimeAlone() throws Exception {
        time(0);
        tilt(1, 100);
        acknowledge(50);
        assertThat(alarms()).hasSize(1);

        time(51);

        assertThat(alarms()).extracting(Alarm::state).containsExactly(AlarmState.UNACK, AlarmState.ACKED);
    }

    @Test
    void whenTheLogStandsStillAnActionDoesNotWaitForIt() throws Exception {
        harness.setProcessingTime(0);
        time(0);
        tilt(1, 100);
        harness.setProcessingTime(1000);
        acknowledge(50);
        assertThat(alarms()).hasSize(1);

        harness.setProcessingTime(1000 + LogProgress.STANDSTILL.toMillis());

        assertThat(alarms()).extracting(Alarm::state).containsExactly(AlarmState.UNACK, AlarmState.ACKED);
    }

    @Test
    void anEscalationComesWithTheTicksAlone() throws Exception {
        time(0);
        tilt(1, 100);
        time(180);
        assertThat(alarms()).hasSize(1);

        time(182);

        assertThat(alarms().get(1).history())
                .extracting(Transition::cause, Transition::t)
                .containsExactly(tuple("raise", at(1)), tuple("escalate", at(181)));
        assertThat(alarms().get(1).handling().escalated()).isEqualTo(1);
    }

    @Test
    void aSuppressionSurvivesARestartAndEndsByTimeAlone() throws Exception {
        time(0);
        tilt(1, 0);
        act(2, AlarmAction.Verb.SUPPRESS, "road works", at(600));
        OperatorSubtaskState snapshot = harness.snapshot(1, 0);
        harness.close();

        harness = harness();
        harness.initializeState(snapshot);
        harness.open();
        tilt(10, 100);
        assertThat(alarms()).extracting(Alarm::state).containsExactly(AlarmState.SUPPRESSED);
        time(600);

        assertThat(alarms().get(1).history())
                .extracting(Transition::cause, Transition::to)
                .containsExactly(
                        tuple("suppress", AlarmState.SUPPRESSED),
                        tuple("raise", AlarmState.SUPPRESSED),
                        tuple("unsuppress", AlarmState.UNACK));
    }

    /** Between a command and its answer: the restarted function gives it again, awaits the answer, and knows it. */
    @Test
    void aCommandIsAwaitedOverARestart() throws Exception {
        time(0);
        gas(1, 25);
        List<Command> given = commands();
        OperatorSubtaskState snapshot = harness.snapshot(1, 0);
        harness.close();

        harness = harness();
        harness.initializeState(snapshot);
        harness.open();
        time(6);
        assertThat(commands()).isEqualTo(given).hasSize(2);
        for (Command command : given) {
            saysGas(8, Channel.ACK, new CommandAnswer(at(8), command.id(), CommandAnswer.Result.DONE, null));
        }
        time(100);

        assertThat(commands()).hasSize(2);
        assertThat(rules()).containsOnly("gas-leak");
        assertThat(alarms().get(alarms().size() - 1).history())
                .extracting(Transition::reason)
                .contains("closeValve: done", "soundSiren: done");
        assertThat(harness.numEventTimeTimers()).isEqualTo(1);
    }

    @Test
    void aHeldActionSurvivesARestart() throws Exception {
        time(0);
        tilt(1, 100);
        acknowledge(50);
        OperatorSubtaskState snapshot = harness.snapshot(1, 0);
        harness.close();

        harness = harness();
        harness.initializeState(snapshot);
        harness.open();
        time(51);

        assertThat(alarms()).extracting(Alarm::state).containsExactly(AlarmState.ACKED);
    }

    @Test
    void aRemovedRulesAlarmIsOverAtTheTimeOfTheChangeByTicksAlone() throws Exception {
        time(0);
        tilt(1, 100);
        changes(new RuleChange(0, at(50), "manhole-tilt", null, true));
        time(49);
        assertThat(alarms()).hasSize(1);

        time(51);
        time(52);

        assertThat(alarms().get(1).history().get(1))
                .extracting(Transition::cause, Transition::t, Transition::reason)
                .containsExactly("clear", at(50), "the rule was removed");
        tilt(60, 120);
        assertThat(alarms()).hasSize(2);
    }

    @Test
    void aChangeOfLimitsKeepsWhatStandsAndCountsForWhatComes() throws Exception {
        time(0);
        tilt(1, 20);
        changes(new RuleChange(7, at(50), "manhole-tilt", steeper(30), false));
        time(52);
        assertThat(alarms()).extracting(Alarm::state).containsExactly(AlarmState.UNACK);
        tilt(60, 0);
        tilt(70, 20);

        time(120);

        assertThat(alarms().get(1).history()).extracting(Transition::cause).containsExactly("raise", "clear");
        assertThat(alarms()).hasSize(2);
    }

    @Test
    void aChangeThatIsKnownLongBeforeGivesTheSameAsOneThatComesInTime() throws Exception {
        RuleChange removal = new RuleChange(0, at(50), "manhole-tilt", null, true);
        RuleChange back = new RuleChange(1, at(200), "manhole-tilt", steeper(15), false);
        time(0);
        tilt(1, 100);
        changes(removal);
        time(60);
        tilt(70, 100);
        changes(back);
        time(210);
        tilt(220, 91);
        List<Alarm> live = alarms();

        harness.close();
        harness = harness();
        harness.open();
        changes(removal);
        changes(back);
        tilt(1, 100);
        tilt(70, 100);
        tilt(220, 91);
        time(300);

        assertThat(alarms().subList(0, live.size())).isEqualTo(live);
        assertThat(live.get(live.size() - 1).history())
                .extracting(Transition::cause)
                .containsExactly("raise", "clear", "escalate", "raise");
    }

    @Test
    void aRestoredFunctionKnowsTheChanges() throws Exception {
        time(0);
        changes(new RuleChange(0, at(5), "manhole-tilt", null, true));
        OperatorSubtaskState snapshot = harness.snapshot(1, 0);
        harness.close();

        harness = harness();
        harness.initializeState(snapshot);
        harness.open();
        tilt(10, 100);
        time(20);

        assertThat(alarms()).isEmpty();
    }

    private void changes(RuleChange change) throws Exception {
        harness.processBroadcastElement(new CityNews.RuleChanged(change), change.from());
    }

    private static String steeper(int limit) {
        return """
                {"id": "manhole-tilt", "kinds": ["manhole"], "text": {"zh": "斜", "en": "Tilted"},
                 "detector": {"type": "cover", "steps": [{"limit": %d, "severity": "high", "sustainSeconds": 30},
                  {"limit": 90, "severity": "critical"}], "clear": {"limit": 8}}}"""
                .formatted(limit);
    }

    private static KeyedBroadcastOperatorTestHarness<String, AlarmInput, CityNews, LogRecord> harness()
            throws Exception {
        var operator = new CoBroadcastWithKeyedOperator<>(
                new AlarmFunction(), List.of(AlarmFunction.LISTENING, AlarmFunction.RULES));
        return new KeyedBroadcastOperatorTestHarness<>(
                operator, AlarmInput::device, Types.STRING, JobEnvironment.MAX_PARALLELISM, 1, 0);
    }

    private void birth(double second) throws Exception {
        says(
                second,
                Channel.BIRTH,
                new Birth(
                        at(second),
                        "4108020101000001",
                        AssetState.COMMISSIONED,
                        new Birth.Identity(null, null, "cover_tilt"),
                        Birth.Place.UNKNOWN,
                        Birth.Share.NONE,
                        0,
                        60));
    }

    private void tilt(double second, double tiltDeg) throws Exception {
        says(
                second,
                Channel.TELEMETRY,
                Reading.at(at(second)).with(Metric.TILT_DEG, tiltDeg).build());
    }

    private void gas(double second, double gasLel) throws Exception {
        saysGas(
                second,
                Channel.TELEMETRY,
                Reading.at(at(second)).with(Metric.GAS_LEL, gasLel).build());
    }

    private void saysGas(double second, Channel channel, DeviceMessage message) throws Exception {
        harness.processElement(
                new AlarmInput.Heard(new DeviceUplink(DETECTOR, channel, at(second), List.of(message), null)),
                at(second));
    }

    private List<Command> commands() throws IOException {
        List<Command> commands = new ArrayList<>();
        for (LogRecord record : harness.extractOutputValues()) {
            if (record.topic().equals(LogTopics.COMMANDS)) {
                commands.add(LogJson.command(record.value()));
            }
        }
        return commands;
    }

    private void says(double second, Channel channel, DeviceMessage message) throws Exception {
        harness.processElement(
                new AlarmInput.Heard(new DeviceUplink(COVER, channel, at(second), List.of(message), null)), at(second));
    }

    private void acknowledge(double second) throws Exception {
        act(second, AlarmAction.Verb.ACKNOWLEDGE, null, null);
    }

    private void act(double second, AlarmAction.Verb verb, @Nullable String reason, @Nullable Long until)
            throws Exception {
        harness.processElement(
                new AlarmInput.Acted(new AlarmAction(
                        "COVER-1~manhole-tilt", "COVER-1", verb, at(second), "operator/li", reason, until)),
                at(second));
    }

    private void tell(double second, AlarmAction.Verb verb, String rule, GroupFinding finding) throws Exception {
        harness.processElement(
                new AlarmInput.Acted(new AlarmAction(
                        "COVER-1~" + rule, "COVER-1", verb, at(second), "rule/flood", null, null, null, finding)),
                at(second));
    }

    /** The time of the log comes to that second: a tick, and the watermark behind it. */
    private void time(double second) throws Exception {
        harness.processBroadcastElement(new CityNews.Ticked(new Tick(at(second + 1), at(-1000))), at(second + 1));
        harness.watermark(at(second));
    }

    private int entries() {
        HeapKeyedStateBackend<?> state =
                (HeapKeyedStateBackend<?>) harness.getOperator().getKeyedStateBackend();
        return state.numKeyValueStateEntries();
    }

    private List<Alarm> alarms() throws IOException {
        List<Alarm> alarms = new ArrayList<>();
        for (LogRecord record : harness.extractOutputValues()) {
            if (record.topic().equals(LogTopics.ALARMS)) {
                alarms.add(LogJson.alarm(record.value()));
            }
        }
        return alarms;
    }

    private List<String> rules() throws IOException {
        return alarms().stream().map(Alarm::rule).toList();
    }

    private static long at(double second) {
        return START + Math.round(second * 1000);
    }
}
