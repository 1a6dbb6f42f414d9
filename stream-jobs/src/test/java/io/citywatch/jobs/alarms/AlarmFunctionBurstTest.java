package io.citywatch.jobs.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.rule.RuleChange;
import io.citywatch.telemetry.topic.Channel;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many timers that go off with one tick: covers that have been open for the same time. */
class AlarmFunctionBurstTest extends AlarmFunctionHarness {
    private static final int COVERS = TimerBurst.AT_ONCE + 2 * TimerBurst.TOGETHER;
    private static final long NOW = 1000;
    private static final long CHANGED = 10_000;

    @BeforeEach
    void manyOpenAtOnce() throws Exception {
        harness.setProcessingTime(NOW);
        for (int cover = 0; cover < COVERS; cover++) {
            tilt(cover, 10, 20);
        }
    }

    @Test
    void theFirstAreDoneAtOnceAndTheOthersInGroupsWithMessagesBetween() throws Exception {
        time(50);
        assertThat(alarms()).hasSize(TimerBurst.AT_ONCE);
        gas(51, 25);
        assertThat(alarms()).last().extracting(Alarm::rule).isEqualTo("gas-leak");

        harness.setProcessingTime(NOW + TimerBurst.PAUSE_MILLIS);
        assertThat(tilted()).hasSize(TimerBurst.AT_ONCE + TimerBurst.TOGETHER);
        harness.setProcessingTime(NOW + 2 * TimerBurst.PAUSE_MILLIS);

        assertThat(tilted()).hasSize(COVERS).allSatisfy(alarm -> assertThat(alarm.updated())
                .isEqualTo(at(50)));
    }

    @Test
    void whenTheyAreLateAMessageWaitsForOneAndAllAreDoneInTheEnd() throws Exception {
        time(50);
        long late = NOW + 2 * TimerBurst.PAUSE_MILLIS + TimerBurst.LATE_MILLIS + 1;
        harness.setProcessingTime(NOW + TimerBurst.PAUSE_MILLIS);
        gas(51, 1);

        harness.setProcessingTime(late);
        assertThat(tilted()).hasSize(COVERS - TimerBurst.TOGETHER + 1);
        harness.setProcessingTime(late + TimerBurst.PAUSE_MILLIS);

        assertThat(tilted()).hasSize(COVERS).allSatisfy(alarm -> assertThat(alarm.updated())
                .isEqualTo(at(50)));
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    @Test
    void oneThatSpeaksBeforeItsTurnIsJudgedByTheTimeOfItsAlarm() throws Exception {
        time(50);
        List<String> before =
                tilted().stream().map(alarm -> alarm.source().device()).toList();
        int waiting = 0;
        while (before.contains(cover(waiting).device())) {
            waiting++;
        }
        tilt(waiting, 55, 0);
        harness.setProcessingTime(NOW + 2 * TimerBurst.PAUSE_MILLIS);

        String device = cover(waiting).device();
        assertThat(tilted().stream().filter(alarm -> alarm.source().device().equals(device)))
                .isNotEmpty()
                .first()
                .extracting(Alarm::updated)
                .isEqualTo(at(50));
        assertThat(tilted().stream().map(alarm -> alarm.source().device()).distinct())
                .hasSize(COVERS);
    }

    @Test
    void thoseThatWaitSurviveARestart() throws Exception {
        time(50);
        int done = tilted().size();
        OperatorSubtaskState snapshot = harness.snapshot(1, 0);
        harness.close();

        harness = harness();
        harness.initializeState(snapshot);
        harness.open();
        harness.setProcessingTime(NOW + 2 * TimerBurst.PAUSE_MILLIS);
        assertThat(tilted()).isEmpty();
        harness.watermark(at(50));
        harness.setProcessingTime(NOW + 4 * TimerBurst.PAUSE_MILLIS);

        assertThat(tilted()).hasSize(COVERS - done);
    }

    @Test
    void aChangeOfTheirRuleIsTakenOverInTurnsAndGasPassesBetween() throws Exception {
        allInAlarm();

        removeTheRule();
        assertThat(ended()).hasSize(TimerBurst.AT_ONCE);
        gas(62.5, 25);
        assertThat(alarms()).last().extracting(Alarm::rule).isEqualTo("gas-leak");
        harness.setProcessingTime(CHANGED + TimerBurst.PAUSE_MILLIS);
        assertThat(ended()).hasSize(TimerBurst.AT_ONCE + TimerBurst.TOGETHER);
        harness.setProcessingTime(CHANGED + 2 * TimerBurst.PAUSE_MILLIS);

        assertThat(ended())
                .hasSize(COVERS)
                .allSatisfy(alarm -> assertThat(alarm.history().get(1).t()).isEqualTo(at(60)));
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    @Test
    void ofMoreThanATickReachesTheNextTicksReachTheRest() throws Exception {
        int all = TakeOver.EACH_TICK + 500;
        for (int cover = COVERS; cover < all; cover++) {
            tilt(cover, 20, 100);
        }
        allInAlarm(all);

        removeTheRule();
        assertThat(ended().size() + harness.numProcessingTimeTimers()).isEqualTo(TakeOver.EACH_TICK);
        time(63);
        assertThat(ended().size() + harness.numProcessingTimeTimers()).isEqualTo(all);
        time(64);
        harness.setProcessingTime(CHANGED + 1000);

        assertThat(ended()).hasSize(all);
    }

    @Test
    void whatSpeaksBeforeItsTurnHasTakenTheChangeOver() throws Exception {
        allInAlarm();
        removeTheRule();
        Set<String> before = devices(ended());
        int waiting = 0;
        while (before.contains(cover(waiting).device())) {
            waiting++;
        }

        tilt(waiting, 62.5, 20);
        assertThat(devices(ended()))
                .hasSize(TimerBurst.AT_ONCE + 1)
                .contains(cover(waiting).device());
        harness.setProcessingTime(CHANGED + 2 * TimerBurst.PAUSE_MILLIS);

        assertThat(ended()).hasSize(COVERS);
    }

    @Test
    void aChangeThatAFailureInterruptsIsTakenOverByTheRest() throws Exception {
        allInAlarm();
        removeTheRule();
        int done = ended().size();
        OperatorSubtaskState snapshot = harness.snapshot(1, 0);
        harness.close();

        harness = harness();
        harness.setProcessingTime(CHANGED);
        harness.initializeState(snapshot);
        harness.open();
        harness.setProcessingTime(CHANGED + 1000);
        assertThat(ended()).isEmpty();
        gas(62.5, 1);
        harness.watermark(at(62));
        time(63);
        harness.setProcessingTime(CHANGED + 2000);
        harness.setProcessingTime(CHANGED + 2000 + TimerBurst.PAUSE_MILLIS);

        assertThat(devices(ended())).hasSize(COVERS - done);
        assertThat(ended()).hasSize(COVERS - done);
    }

    private void allInAlarm() throws Exception {
        allInAlarm(COVERS);
    }

    private void allInAlarm(int covers) throws Exception {
        time(50);
        harness.setProcessingTime(CHANGED);
        assertThat(tilted()).hasSize(covers);
    }

    /** From second 60 on it does not hold any more. */
    private void removeTheRule() throws Exception {
        harness.processBroadcastElement(
                new CityNews.RuleChanged(new RuleChange(0, at(60), "manhole-tilt", null, true)), at(60));
        time(61);
        time(62);
    }

    private List<Alarm> ended() throws Exception {
        return tilted().stream().filter(alarm -> !alarm.active()).toList();
    }

    private static Set<String> devices(List<Alarm> alarms) {
        return alarms.stream().map(alarm -> alarm.source().device()).collect(Collectors.toSet());
    }

    private List<Alarm> tilted() throws Exception {
        return alarms().stream()
                .filter(alarm -> alarm.rule().equals("manhole-tilt"))
                .toList();
    }

    private void tilt(int cover, double second, double tiltDeg) throws Exception {
        DeviceMessage reading =
                Reading.at(at(second)).with(Metric.TILT_DEG, tiltDeg).build();
        harness.processElement(
                new AlarmInput.Heard(
                        new DeviceUplink(cover(cover), Channel.TELEMETRY, at(second), List.of(reading), null)),
                at(second));
    }

    private static DeviceAddress cover(int number) {
        return new DeviceAddress("410802", FacilityKind.MANHOLE, "COVER-" + number);
    }
}
