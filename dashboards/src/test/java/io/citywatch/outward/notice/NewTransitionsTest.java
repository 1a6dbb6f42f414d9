package io.citywatch.outward.notice;

import static io.citywatch.outward.testkit.Notices.ONSET;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.outward.testkit.Notices;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.codec.LogJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NewTransitionsTest {
    private static final Alarm RAISED = Notices.raised("gas-1", Severity.HIGH, ONSET);
    private static final Alarm WORSE =
            Notices.step(RAISED, "worsen", AlarmState.UNACK, Severity.CRITICAL, ONSET + 1_000);
    private static final Alarm OVER = Notices.step(WORSE, "clear", AlarmState.RTNUN, Severity.CRITICAL, ONSET + 2_000);

    @Test
    void recordsThatTheLogCompactedAwayAreToldFromTheHistory() throws IOException {
        NewTransitions transitions = new NewTransitions(0);
        transitions.skip(LogJson.encode(RAISED));

        List<Notice> notices = transitions.in(LogJson.encode(OVER), 7);

        assertThat(notices)
                .extracting(Notice::deliveryId)
                .containsExactly("gas-1~gas-leak~" + (ONSET + 1_000), "gas-1~gas-leak~" + (ONSET + 2_000));
        // A restart after the first of the two reads the record again.
        assertThat(notices).extracting(Notice::nextOffset).containsExactly(7L, 8L);
    }

    @Test
    void sameRecordAgainSaysNothing() throws IOException {
        NewTransitions transitions = new NewTransitions(0);
        transitions.in(LogJson.encode(WORSE), 1);

        assertThat(transitions.in(LogJson.encode(WORSE), 2)).isEmpty();
        assertThat(transitions.in(LogJson.encode(RAISED), 3)).isEmpty();
    }

    @Test
    void newVersionWithoutATransitionSaysNothing() throws IOException {
        NewTransitions transitions = new NewTransitions(0);
        transitions.in(LogJson.encode(WORSE), 1);
        String counted = new String(LogJson.encode(WORSE), StandardCharsets.UTF_8)
                .replace("\"version\":" + (ONSET + 1_000), "\"version\":" + (ONSET + 9_000));

        assertThat(counted).contains("\"version\":" + (ONSET + 9_000));
        assertThat(transitions.in(counted.getBytes(StandardCharsets.UTF_8), 2)).isEmpty();
        assertThat(transitions.in(LogJson.encode(OVER), 3)).hasSize(1);
    }

    @Test
    void ofAnAlarmNeverSeenWhatLiesBelowTheFloorIsOld() throws IOException {
        NewTransitions transitions = new NewTransitions(ONSET + 1_000);

        assertThat(transitions.in(LogJson.encode(OVER), 1))
                .extracting(Notice::happening)
                .containsExactly(Happening.CLEARED);
    }

    @Property(tries = 200)
    void whateverRecordsAreLostOrDoubledEachTransitionIsToldOnceAndInOrder(
            @ForAll @IntRange(min = 1, max = 60) int steps, @ForAll long seed) throws IOException {
        List<Alarm> records = new ArrayList<>();
        Alarm alarm = Notices.gas("gas-1");
        var random = new java.util.Random(seed);
        for (int i = 0; i < steps; i++) {
            AlarmState to = i % 2 == 0 ? AlarmState.UNACK : AlarmState.RTNUN;
            alarm = Notices.step(alarm, i % 2 == 0 ? "raise" : "clear", to, Severity.HIGH, ONSET + i);
            records.add(alarm);
        }
        NewTransitions transitions = new NewTransitions(0);
        List<Long> told = new ArrayList<>();
        int missed = 0;
        for (int i = 0; i < steps; i++) {
            boolean last = i == steps - 1;
            // No more records in a row are lost than the history reaches.
            if (!last && missed < Alarm.MAX_HISTORY - 1 && random.nextInt(3) > 0) {
                missed++;
                continue;
            }
            missed = 0;
            for (int copy = 0; copy <= random.nextInt(2); copy++) {
                transitions.in(LogJson.encode(records.get(i)), i).forEach(notice -> told.add(notice.version()));
            }
        }

        assertThat(told).hasSize(steps).containsExactlyElementsOf(new TreeSet<>(told));
    }
}
