package io.citywatch.jobs.alarms.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.log.LogRecord;
import io.citywatch.jobs.runtime.JobEnvironment;
import io.citywatch.jobs.testkit.RoundTrip;
import io.citywatch.telemetry.alarm.AlarmFigures;
import io.citywatch.telemetry.alarm.AlarmFigures.Count;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.codec.LogJson;
import io.citywatch.telemetry.topic.DeviceAddress;
import io.citywatch.telemetry.topic.LogTopics;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The figures under Flink's harness. Times are seconds after {@link #START}. */
class FiguresFunctionTest {
    private static final long START = 1_676_339_400_000L;
    private static final String CITY = "410800";

    private KeyedOneInputStreamOperatorTestHarness<String, AlarmStep, LogRecord> harness;

    @BeforeEach
    void start() throws Exception {
        harness = harness(false);
        harness.open();
    }

    @AfterEach
    void stop() throws Exception {
        harness.close();
    }

    @Test
    void aFloodBeginsAboveTenInTenMinutesAndEndsBelowFive() throws Exception {
        for (int i = 0; i < 10; i++) {
            raise("a-" + i, 1 + 10 * i);
        }
        time(100);
        assertThat(city().load().rate()).isEqualTo(10);
        assertThat(city().load().floodSince()).isNull();

        raise("a-10", 105);
        time(110);
        assertThat(city().load().floodSince()).isEqualTo(at(110));
        time(650);
        assertThat(city().load().rate()).isEqualTo(6);
        assertThat(city().load().floodSince()).isEqualTo(at(110));
        time(670);

        assertThat(city().load().rate()).isEqualTo(4);
        assertThat(city().load().floodSince()).isNull();
        assertThat(city().load().peak()).isEqualTo(11);
        assertThat(city().load().day()).isEqualTo(11);
    }

    @Test
    void threeCallsWithinAMinuteAreChattering() throws Exception {
        raise("a-1", 0);
        clear("a-1", 10);
        raise("a-1", 20);
        clear("a-1", 30);
        raise("a-2", 30);
        time(50);
        assertThat(city().chattering()).isEmpty();
        raise("a-1", 59);
        time(70);
        assertThat(city().chattering()).containsExactly("a-1~silence");

        time(700);

        assertThat(city().chattering()).isEmpty();
    }

    @Test
    void whatIsActiveForMoreThanADayIsStaleAndWhoHasSeenItMakesNoDifference() throws Exception {
        raise("a-1", 0);
        acknowledge("a-1", 100);
        time(86_400);
        assertThat(city().stale()).isEmpty();

        time(86_420);

        assertThat(city().stale()).containsExactly("a-1~silence");
        assertThat(city().open()).isEqualTo(new AlarmFigures.Open(1, 0, null));
        assertThat(city().load().day()).isZero();
    }

    @Test
    void whatWaitsIsCountedByDistrictAndForTheCity() throws Exception {
        raise("a-1", 5);
        raise("b-1", 6);
        raise("b-1", 6);
        clear("b-1", 7);
        raise("b-2", 8);
        acknowledge("b-2", 9);
        time(20);

        assertThat(figures().keySet()).containsExactly("410802", "410811", "city");
        assertThat(city().open()).isEqualTo(new AlarmFigures.Open(3, 2, at(5)));
        assertThat(city().top().devices())
                .containsExactly(new Count("a-1", 1), new Count("b-1", 1), new Count("b-2", 1));
        assertThat(city().top().rules()).containsExactly(new Count("silence", 3));
        assertThat(city().priorities()).isEqualTo(new AlarmFigures.Priorities(0, 3, 0, 0));
        assertThat(figures().get("410802").open()).isEqualTo(new AlarmFigures.Open(2, 1, at(6)));
    }

    @Test
    void whatOnlyEverStoodBehindAnotherIsNotKept() throws Exception {
        raise("a-1", 5);
        int marksAndOne = harness.numKeyedStateEntries();
        fold("a-1", 6);
        time(86_420);
        int marks = harness.numKeyedStateEntries();
        assertThat(marks).isLessThan(marksAndOne);

        fold("a-2", 86_425);

        assertThat(harness.numKeyedStateEntries()).isEqualTo(marks);
        raise("a-2", 86_426);
        fold("a-2", 86_427);
        time(86_440);
        assertThat(city().load().day()).isEqualTo(1);
        assertThat(city().open().standing()).isZero();
    }

    @Test
    void whatThePlatformSaysOfItselfLeavesTheCitysFiguresAsTheyAre() throws Exception {
        raise("a-1", 5);
        harness.processElement(
                new AlarmStep(
                        "ledger~ledger-difference",
                        "ledger-difference",
                        "ledger",
                        DeviceAddress.PLATFORM_DISTRICT,
                        Severity.HIGH,
                        new AlarmStep.Standing(at(6), true, true, true, at(6))),
                0);

        time(20);

        assertThat(figures().keySet()).containsExactly("000000", "410811", "city");
        assertThat(harness.extractOutputValues()).hasSize(3);
        assertThat(city().top().devices()).containsExactly(new Count("a-1", 1));
        assertThat(city().open()).isEqualTo(new AlarmFigures.Open(1, 1, at(5)));
    }

    /** As in the census: what is said under a code of another city's is of this one all the same. */
    @Test
    void theDistrictsAddUpToTheCityWhateverTheirCodes() throws Exception {
        raise("a-1", 5);
        foreign("x-1", 6);

        time(20);
        raise("a-2", 21);
        time(30);

        assertThat(figures().keySet()).containsExactly("410811", "999901", "city");
        assertThat(city().open()).isEqualTo(new AlarmFigures.Open(3, 3, at(5)));
        assertThat(figures().get("999901").open()).isEqualTo(new AlarmFigures.Open(1, 1, at(6)));
    }

    @Test
    void whatAnEarlierReleaseTookForAnotherCityWritesNothingMore() throws Exception {
        harness.close();
        harness = harness(true);
        harness.open();
        foreign("x-1", 5);
        raise("a-1", 5);
        OperatorSubtaskState snapshot = harness.snapshot(1, 0);
        harness.close();

        harness = harness(false);
        harness.initializeState(snapshot);
        harness.open();
        time(40);

        assertThat(figures().keySet()).containsExactly("410811", "city");
        assertThat(city().open().standing()).isEqualTo(1);
        assertThat(harness.numEventTimeTimers()).isEqualTo(1);
    }

    @Test
    void inQuietMinutesTheFiguresAreTheSameOnceAMinute() throws Exception {
        raise("a-1", 5);
        time(20);
        int before = harness.extractOutputValues().size();

        time(80);

        assertThat(harness.extractOutputValues().size() - before).isEqualTo(2);
        assertThat(city().t()).isEqualTo(at(70));
        assertThat(harness.numEventTimeTimers()).isEqualTo(1);
    }

    @Test
    void aRestoredFunctionCountsOn() throws Exception {
        raise("a-1", 5);
        raise("a-2", 6);
        time(20);
        OperatorSubtaskState snapshot = harness.snapshot(1, 0);
        harness.close();

        harness = harness(false);
        harness.initializeState(snapshot);
        harness.open();
        raise("a-3", 25);
        time(40);

        assertThat(city().load().rate()).isEqualTo(3);
        assertThat(city().open()).isEqualTo(new AlarmFigures.Open(3, 3, at(5)));
    }

    @Test
    void stateComesBackAsItWas() throws IOException {
        AlarmStep step = step("a-1", 5, true, true, true, at(5));
        CountedAlarm counted = new CountedAlarm(step, at(5), List.of(at(5), at(9)));
        ScopeMark mark = new ScopeMark(at(5), List.of(new ScopeMark.Peak(3, 17)));

        assertThat(RoundTrip.of(new AlarmStepSerializer(), step)).isEqualTo(step);
        assertThat(RoundTrip.of(new CountedAlarmSerializer(), counted)).isEqualTo(counted);
        assertThat(RoundTrip.of(new ScopeMarkSerializer(), mark)).isEqualTo(mark);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, AlarmStep, LogRecord> harness(boolean byPrefix)
            throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new FiguresFunction(CITY)),
                byPrefix ? step -> step.district().substring(0, 4) + "00" : step -> FiguresFunction.key(step, CITY),
                Types.STRING,
                JobEnvironment.MAX_PARALLELISM,
                1,
                0);
    }

    private void raise(String device, double t) throws Exception {
        harness.processElement(step(device, t, true, true, true, at(t)), 0);
    }

    private void foreign(String device, double t) throws Exception {
        harness.processElement(
                new AlarmStep(
                        device + "~silence",
                        "silence",
                        device,
                        "999901",
                        Severity.HIGH,
                        new AlarmStep.Standing(at(t), true, true, true, at(t))),
                0);
    }

    private void acknowledge(String device, double t) throws Exception {
        harness.processElement(step(device, t, false, true, false, START), 0);
    }

    /** The condition is over before anybody has seen it. */
    private void clear(String device, double t) throws Exception {
        harness.processElement(step(device, t, false, true, true, 0), 0);
    }

    /** Another alarm stands for it. */
    private void fold(String device, double t) throws Exception {
        harness.processElement(step(device, t, false, false, false, 0), 0);
    }

    private static AlarmStep step(
            String device, double t, boolean calls, boolean stands, boolean unacknowledged, long activeSince) {
        return new AlarmStep(
                device + "~silence",
                "silence",
                device,
                device.startsWith("a") ? "410811" : "410802",
                Severity.HIGH,
                new AlarmStep.Standing(at(t), calls, stands, unacknowledged, activeSince));
    }

    private void time(double second) throws Exception {
        harness.processWatermark(at(second));
    }

    private AlarmFigures city() throws IOException {
        AlarmFigures city = figures().get(AlarmFigures.CITY);
        assertThat(city).isNotNull();
        return city;
    }

    /** The newest figures of each scope. */
    private Map<String, AlarmFigures> figures() throws IOException {
        Map<String, AlarmFigures> newest = new TreeMap<>();
        for (LogRecord record : harness.extractOutputValues()) {
            assertThat(record.topic()).isEqualTo(LogTopics.ALARM_FIGURES);
            AlarmFigures figures = LogJson.alarmFigures(record.value());
            newest.put(figures.scope(), figures);
        }
        return newest;
    }

    private static long at(double second) {
        return START + Math.round(second * 1000);
    }
}
