package io.citywatch.jobs.alarms.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.log.LogRecord;
import io.citywatch.jobs.runtime.JobEnvironment;
import io.citywatch.telemetry.alarm.AlarmAction;
import io.citywatch.telemetry.alarm.AlarmAction.Verb;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The groups' functions under Flink's harness: timers, entries of state, snapshots. */
class GroupFunctionsTest {
    private static final AgreementNews.Terms TERMS = new AgreementNews.Terms(600_000, 2, Severity.CRITICAL);

    /** Where a function keeps its state. */
    enum StateIn {
        HEAP,
        ROCKSDB
    }

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable harness : open) {
            harness.close();
        }
    }

    @Test
    void twoHomesOfOneBuildingAgreeAtOnceAndAreForgottenInTime() throws Exception {
        var harness = start(new AgreementFunction(), AgreementNews::key, null);

        say(harness, leak("building/B-1", "gas-1", 0));
        say(harness, leak("building/B-2", "gas-9", 100));
        assertThat(actions(harness)).isEmpty();
        assertThat(harness.numKeyedStateEntries()).isEqualTo(2);
        say(harness, leak("building/B-1", "gas-2", 590));
        say(harness, leak("building/B-1", "gas-2", 590));

        assertThat(actions(harness)).extracting(AlarmAction::alarm).containsExactly("gas-1~gas-leak", "gas-2~gas-leak");
        AlarmAction worsen = actions(harness).get(0);
        assertThat(worsen.action()).isEqualTo(Verb.WORSEN);
        assertThat(worsen.t()).isEqualTo(City.at(590));
        assertThat(worsen.by()).isEqualTo("rule/gas-leak");
        assertThat(worsen.finding()).isNotNull();
        assertThat(worsen.finding().severity()).isEqualTo(Severity.CRITICAL);
        say(harness, over(leak("building/B-1", "gas-1", 0), 700));
        say(harness, over(leak("building/B-1", "gas-2", 590), 2_000));
        harness.processWatermark(City.at(2_000 + 60));
        assertThat(harness.numKeyedStateEntries()).as("gas-9 still stands").isEqualTo(1);
        harness.processWatermark(City.at(2 * 86_400));
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void aLeakThatStandsAgreesWithOneThatBeginsMuchLater() throws Exception {
        var harness = start(new AgreementFunction(), AgreementNews::key, null);
        say(harness, leak("building/B-1", "gas-1", 0));
        harness.processWatermark(City.at(1_199));

        say(harness, leak("building/B-1", "gas-2", 1_200));
        assertThat(actions(harness)).as("its end may be on its way").isEmpty();
        harness.processWatermark(City.at(1_200));

        assertThat(actions(harness)).extracting(AlarmAction::alarm).containsExactly("gas-1~gas-leak", "gas-2~gas-leak");
        assertThat(actions(harness)).extracting(AlarmAction::t).containsOnly(City.at(1_200));
        assertThat(actions(harness).get(0).finding().onset()).isEqualTo(City.at(0));
    }

    @Test
    void aLeakThatIsOverAgreesWithNoneThatBeginsLaterHoweverLateThatIsHeard() throws Exception {
        var harness = start(new AgreementFunction(), AgreementNews::key, null);
        say(harness, leak("building/B-1", "gas-1", 0));
        harness.processWatermark(City.at(1_100));

        say(harness, leak("building/B-1", "gas-2", 1_200));
        say(harness, over(leak("building/B-1", "gas-1", 0), 1_199));
        harness.processWatermark(City.at(1_300));

        assertThat(actions(harness)).isEmpty();
    }

    @Test
    void whatHasStoodForDaysIsStaleAndAgreesWithNobody() throws Exception {
        var harness = start(new AgreementFunction(), AgreementNews::key, null);
        say(harness, leak("building/B-1", "gas-1", 0));
        harness.processWatermark(City.at(2 * 86_400));

        say(harness, leak("building/B-1", "gas-2", 2 * 86_400 + 1));
        harness.processWatermark(City.at(2 * 86_400 + 1));

        assertThat(actions(harness)).isEmpty();
    }

    @Test
    void homesOfTwoDistrictsAndSimulatedOnesBesideRealOnesDoNotAgree() throws Exception {
        var harness = start(new AgreementFunction(), AgreementNews::key, null);

        say(harness, leak("building/B-1", "gas-1", 0));
        say(harness, leak("building/B-1", "410802", "gas-2", 10, false));
        say(harness, leak("building/B-1", "410811", "gas-3", 20, true));
        assertThat(actions(harness)).isEmpty();

        say(harness, leak("building/B-1", "410811", "gas-4", 30, true));
        assertThat(actions(harness)).extracting(AlarmAction::alarm).containsExactly("gas-3~gas-leak", "gas-4~gas-leak");

        say(harness, leak("building/B-1", "gas-5", 40));
        assertThat(actions(harness))
                .extracting(AlarmAction::device)
                .containsExactly("gas-3", "gas-4", "gas-1", "gas-5");
    }

    @Test
    void anotherRulesConditionIsEvidenceAndStaysAsItIs() throws Exception {
        var harness = start(new AgreementFunction(), AgreementNews::key, null);

        say(harness, news("building/B-1", "device-alarm", "gas-1", 0));
        say(harness, leak("building/B-1", "gas-2", 30));

        assertThat(actions(harness)).extracting(AlarmAction::alarm).containsExactly("gas-2~gas-leak");
    }

    @Test
    void aRestoredGroupRemembersWhoBegan() throws Exception {
        var harness = start(new AgreementFunction(), AgreementNews::key, null);
        say(harness, leak("building/B-1", "gas-1", 0));
        OperatorSubtaskState snapshot = harness.snapshot(1, 0);

        var restored = start(new AgreementFunction(), AgreementNews::key, snapshot);
        say(restored, leak("building/B-1", "gas-2", 30));

        assertThat(actions(restored)).extracting(AlarmAction::action).containsExactly(Verb.WORSEN, Verb.WORSEN);
    }

    @Test
    void aRestoredGroupRemembersWhoStandsAndWhoHasToBeLookedAt() throws Exception {
        var harness = start(new AgreementFunction(), AgreementNews::key, null);
        say(harness, leak("building/B-1", "gas-1", 0));
        say(harness, leak("building/B-1", "gas-2", 5_000));
        OperatorSubtaskState snapshot = harness.snapshot(1, 0);

        var restored = start(new AgreementFunction(), AgreementNews::key, snapshot);
        restored.processWatermark(City.at(5_000));

        assertThat(actions(restored))
                .extracting(AlarmAction::alarm)
                .containsExactly("gas-1~gas-leak", "gas-2~gas-leak");
    }

    @Test
    void whoIsStuckIsToldOnceAndARestoredGroupKnowsItsNeighbours() throws Exception {
        var harness = start(new NeighbourFunction(), NeighbourNews::key, null);
        for (int bay = 0; bay < 3; bay++) {
            say(harness, NeighbourhoodTest.news(bay, bay, bay, false));
        }
        say(harness, NeighbourhoodTest.news(1, 20, 20, false));
        assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
        assertThat(harness.numEventTimeTimers()).isEqualTo(1);
        OperatorSubtaskState snapshot = harness.snapshot(1, 0);

        var restored = start(new NeighbourFunction(), NeighbourNews::key, snapshot);
        say(restored, NeighbourhoodTest.news(2, 30, 30, false));
        say(restored, NeighbourhoodTest.news(0, 0, 72, true));
        say(restored, NeighbourhoodTest.news(2, 80, 80, false));

        assertThat(actions(restored)).extracting(AlarmAction::alarm).containsExactly("bay-0~bay-stuck");
        restored.processWatermark(Duration.ofDays(40).toMillis());
        assertThat(restored.numKeyedStateEntries()).isZero();
        assertThat(restored.numEventTimeTimers()).isZero();
    }

    @Test
    void simulatedBaysSayNothingOfRealOnes() throws Exception {
        NeighbourNews real = NeighbourhoodTest.news(0, 0, 0, false);

        assertThat(new NeighbourNews(
                                real.rule(),
                                real.group(),
                                real.address(),
                                0,
                                0,
                                new NeighbourNews.Terms(false, 0.5, true))
                        .key())
                .isNotEqualTo(real.key());
    }

    @Test
    void aFloodIsJudgedOnceASecondByOneTimer() throws Exception {
        var harness = start(new FloodFunction(), FloodFunction::city, null);
        for (int i = 0; i < 50; i++) {
            say(harness, City.silence("410811", "a-" + i, "c-1", 1.001 + i * 0.001, true));
        }
        assertThat(harness.numEventTimeTimers()).isEqualTo(1);
        assertThat(harness.numKeyedStateEntries()).isEqualTo(1);

        harness.processWatermark(City.at(5));

        assertThat(actions(harness)).extracting(AlarmAction::action).hasSize(51).startsWith(Verb.RAISE, Verb.FOLD);
        assertThat(actions(harness)).extracting(AlarmAction::t).containsOnly(City.at(4));
        assertThat(harness.numEventTimeTimers()).isZero();
        // The map of members and that of floods
        assertThat(harness.numKeyedStateEntries()).isEqualTo(2);
    }

    @Test
    void aRestoredFloodGoesOnWhereTheOtherStopped() throws Exception {
        var harness = start(new FloodFunction(), FloodFunction::city, null);
        concentratorFallsSilent(harness, 50);
        harness.processWatermark(City.at(5));
        say(harness, City.silence("410811", "a-50", "c-1", 6, true));
        OperatorSubtaskState snapshot = harness.snapshot(1, 0);

        var restored = start(new FloodFunction(), FloodFunction::city, snapshot);
        for (int i = 0; i < 50; i++) {
            say(restored, City.silence("410811", "a-" + i, "c-1", 7, false));
        }
        restored.processWatermark(City.at(20));
        restored.processWatermark(City.at(2000));

        assertThat(actions(restored))
                .extracting(AlarmAction::action)
                .containsExactly(Verb.RAISE, Verb.FOLD, Verb.RAISE, Verb.CLEAR);
        assertThat(restored.numKeyedStateEntries()).isZero();
        assertThat(restored.numEventTimeTimers()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aLargeFloodSpeaksALittleAtATimeAndListensBetweenAndGoesOnAfterARestore(StateIn backend) throws Exception {
        int members = 3 * WaitingWords.AT_ONCE;
        var harness = start(new FloodFunction(), FloodFunction::city, null, backend);
        concentratorFallsSilent(harness, members);
        harness.processWatermark(City.at(5));
        assertThat(actions(harness)).hasSize(WaitingWords.AT_ONCE);

        harness.setProcessingTime(1);
        assertThat(actions(harness)).hasSize(2 * WaitingWords.AT_ONCE);
        say(harness, City.silence("410811", "late", "c-1", 6, true));
        harness.processWatermark(City.at(20));
        assertThat(actions(harness)).hasSize(2 * WaitingWords.AT_ONCE);
        OperatorSubtaskState snapshot = harness.snapshot(1, 0);

        var restored = start(new FloodFunction(), FloodFunction::city, snapshot, backend);
        restored.setProcessingTime(2);
        restored.setProcessingTime(3);

        assertThat(Stream.concat(actions(harness).stream(), actions(restored).stream())
                        .filter(action -> action.action() == Verb.FOLD)
                        .map(AlarmAction::device))
                .hasSize(members + 1)
                .doesNotHaveDuplicates()
                .endsWith("late");
        assertThat(restored.numProcessingTimeTimers()).isZero();
        assertThat(restored.numEventTimeTimers()).isZero();
    }

    @Test
    void atTheEndOfTheLogALargeFloodSaysAllAtOnce() throws Exception {
        int members = 3 * WaitingWords.AT_ONCE;
        var harness = start(new FloodFunction(), FloodFunction::city, null);
        concentratorFallsSilent(harness, members);

        harness.processWatermark(Long.MAX_VALUE);

        assertThat(actions(harness)).hasSize(members + 1);
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    @Test
    void whatStillWaitsAtTheEndOfTheLogIsSaidAndNothingTwice() throws Exception {
        int members = 3 * WaitingWords.AT_ONCE;
        var harness = start(new FloodFunction(), FloodFunction::city, null);
        concentratorFallsSilent(harness, members);
        harness.processWatermark(City.at(5));
        assertThat(actions(harness)).hasSize(WaitingWords.AT_ONCE);

        harness.processWatermark(Long.MAX_VALUE);
        assertThat(actions(harness)).hasSize(members + 1);
        harness.setProcessingTime(1000);

        assertThat(actions(harness)).hasSize(members + 1);
        assertThat(harness.numEventTimeTimers()).isZero();
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void eachCityHasItsOwnFloodsAndItsOwnTurns(StateIn backend) throws Exception {
        int members = 2 * WaitingWords.AT_ONCE;
        var harness = start(new FloodFunction(), FloodFunction::city, null, backend);
        for (int i = 0; i < members; i++) {
            say(harness, City.silence("410811", "a-" + i, "c-1", 1, true));
            say(harness, City.silence("410102", "b-" + i, "c-1", 1, true));
        }

        harness.processWatermark(City.at(5));
        assertThat(actions(harness)).hasSize(2 * WaitingWords.AT_ONCE);
        harness.setProcessingTime(1);
        harness.setProcessingTime(2);

        assertThat(actions(harness))
                .filteredOn(action -> action.action() == Verb.RAISE)
                .extracting(AlarmAction::alarm)
                .containsExactlyInAnyOrder(
                        "group.concentrator.410811.c-1~flood", "group.concentrator.410102.c-1~flood");
        assertThat(actions(harness))
                .filteredOn(action -> action.action() == Verb.FOLD)
                .hasSize(2 * members)
                .allSatisfy(action -> assertThat(action.finding().parent())
                        .isEqualTo(
                                action.device().startsWith("a-")
                                        ? "group.concentrator.410811.c-1~flood"
                                        : "group.concentrator.410102.c-1~flood"));
        assertThat(harness.numProcessingTimeTimers()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void aDistrictsAlarmHasAnEntryForEachMemberAndGoesOnAfterARestore() throws Exception {
        var harness = start(new CollectiveFunction(), CollectiveNews::parent, null);
        for (int i = 0; i < 50; i++) {
            say(harness, CollectivesTest.begun("g-" + i, 1));
        }
        harness.processWatermark(City.at(5));
        assertThat(harness.numEventTimeTimers()).isZero();
        say(harness, CollectivesTest.begun("g-50", 6));
        OperatorSubtaskState snapshot = harness.snapshot(1, 0);

        var restored = start(new CollectiveFunction(), CollectiveNews::parent, snapshot);
        restored.processWatermark(City.at(20));
        for (int i = 0; i < 51; i++) {
            say(restored, CollectivesTest.over("g-" + i, i == 50 ? 6 : 1, 30));
        }
        restored.processWatermark(City.at(40));

        assertThat(actions(restored)).extracting(AlarmAction::action).containsExactly(Verb.RAISE, Verb.CLEAR);
        assertThat(actions(restored).get(0).finding().onset()).isEqualTo(City.at(3));
        assertThat(actions(restored).get(0).finding().group().members().active())
                .isEqualTo(51);
        assertThat(restored.numKeyedStateEntries()).isZero();
        assertThat(restored.numEventTimeTimers()).isZero();
    }

    private static void concentratorFallsSilent(
            KeyedOneInputStreamOperatorTestHarness<String, FoldNews, LogRecord> harness, int devices) throws Exception {
        for (int i = 0; i < devices; i++) {
            say(harness, City.silence("410811", "a-" + i, "c-1", 1, true));
        }
    }

    private <T> KeyedOneInputStreamOperatorTestHarness<String, T, LogRecord> start(
            KeyedProcessFunction<String, T, LogRecord> function,
            KeySelector<T, String> key,
            @Nullable OperatorSubtaskState snapshot)
            throws Exception {
        return start(function, key, snapshot, StateIn.HEAP);
    }

    private <T> KeyedOneInputStreamOperatorTestHarness<String, T, LogRecord> start(
            KeyedProcessFunction<String, T, LogRecord> function,
            KeySelector<T, String> key,
            @Nullable OperatorSubtaskState snapshot,
            StateIn backend)
            throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(function), key, Types.STRING, JobEnvironment.MAX_PARALLELISM, 1, 0);
        if (backend == StateIn.ROCKSDB) {
            var rocksDb = new EmbeddedRocksDBStateBackend();
            // The harness has next to no managed memory
            rocksDb.getMemoryConfiguration().setUseManagedMemory(false);
            harness.setStateBackend(rocksDb);
        }
        if (snapshot != null) {
            harness.initializeState(snapshot);
        }
        harness.open();
        open.add(harness);
        return harness;
    }

    private static <T> void say(KeyedOneInputStreamOperatorTestHarness<String, T, LogRecord> harness, T news)
            throws Exception {
        harness.processElement(news, 0);
    }

    private static AgreementNews leak(String group, String device, double t) {
        return news(group, "gas-leak", device, t);
    }

    private static AgreementNews leak(String group, String district, String device, double t, boolean simulated) {
        return news(group, "gas-leak", new DeviceAddress(district, FacilityKind.GAS, device), t, simulated);
    }

    private static AgreementNews news(String group, String rule, String device, double t) {
        return news(group, rule, new DeviceAddress("410811", FacilityKind.GAS, device), t, false);
    }

    private static AgreementNews news(String group, String rule, DeviceAddress address, double t, boolean simulated) {
        return new AgreementNews(
                new AgreementNews.Group("gas-leak", group),
                new Condition(rule, address, Severity.HIGH, City.at(t)),
                true,
                City.at(t),
                simulated,
                TERMS);
    }

    /** The condition that began at that time is over. */
    private static AgreementNews over(AgreementNews began, double t) {
        return new AgreementNews(began.group(), began.condition(), false, City.at(t), began.simulated(), TERMS);
    }

    private static List<AlarmAction> actions(KeyedOneInputStreamOperatorTestHarness<String, ?, LogRecord> harness)
            throws IOException {
        List<AlarmAction> actions = new ArrayList<>();
        for (LogRecord record : harness.extractOutputValues()) {
            assertThat(record.topic()).isEqualTo(LogTopics.ALARM_ACTIONS);
            actions.add((AlarmAction) LogJson.action(record.value()));
        }
        return actions;
    }
}
