package io.citywatch.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.alarms.device.Rehearsal.Call;
import io.citywatch.telemetry.alarm.Severity;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TrialDifferenceTest {
    private static final long MINUTE = 60_000;

    @Test
    void whatBothRulesSayIsNoDifference() {
        TrialDifference difference = difference(List.of(high("a", 0)), List.of(high("a", 0)));

        assertThat(difference).isEqualTo(new TrialDifference(List.of(), List.of(), List.of()));
    }

    @Test
    void anAlarmThatComesLaterHasMoved() {
        TrialDifference difference = difference(
                List.of(high("a", 0), high("a", 20 * MINUTE)), List.of(high("a", 5_000), high("a", 20 * MINUTE - 250)));

        assertThat(difference.come()).isEmpty();
        assertThat(difference.go()).isEmpty();
        assertThat(difference.moved())
                .extracting(TrialDifference.Move::words)
                .containsExactly("5 s later", "250 ms earlier");
    }

    @Test
    void anotherAlarmAnotherSeverityAndAnotherEpisodeAreNoMove() {
        Call critical = new Call(1, "a", Severity.CRITICAL);
        TrialDifference difference = difference(
                List.of(high("a", 0), high("b", 0)), List.of(critical, high("c", 0), high("b", 16 * MINUTE)));

        assertThat(difference.come()).containsExactly(high("c", 0), critical, high("b", 16 * MINUTE));
        assertThat(difference.go()).containsExactly(high("a", 0), high("b", 0));
        assertThat(difference.moved()).isEmpty();
    }

    @Test
    void aCallIsMetOnce() {
        TrialDifference difference =
                difference(List.of(high("a", 0)), List.of(high("a", MINUTE), high("a", 2 * MINUTE)));

        assertThat(difference.moved()).containsExactly(new TrialDifference.Move(high("a", 0), high("a", MINUTE)));
        assertThat(difference.come()).containsExactly(high("a", 2 * MINUTE));
        assertThat(difference.go()).isEmpty();
    }

    private static Call high(String alarm, long t) {
        return new Call(t, alarm, Severity.HIGH);
    }

    private static TrialDifference difference(List<Call> before, List<Call> after) {
        return TrialDifference.of(new TreeSet<>(before), new TreeSet<>(after));
    }
}
