package io.citywatch.jobs.alarms.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.jobs.alarms.detect.Ladder.Move;
import io.citywatch.jobs.alarms.detect.Ladder.Step;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.rule.Comparison;
import java.util.List;
import org.junit.jupiter.api.Test;

class LadderTest {
    private static final Step LOW = new Step(100, Severity.LOW, 1000);
    private static final Step HIGH = new Step(50, Severity.HIGH, 0);

    /** A pressure that must not fall: below 100 for a second, and at once below 50. */
    private final Ladder falling = new Ladder(Comparison.BELOW, List.of(LOW, HIGH), 110, 500);

    private final LadderState state = new LadderState();

    @Test
    void goesDownwardAsWellAsUpward() {
        assertThat(falling.apply(state, 99, 0, 0)).isNull();
        assertThat(falling.apply(state, 99, 1000, 1000)).isEqualTo(new Move.Up(LOW, 0));
        assertThat(falling.apply(state, 40, 1100, 1100)).isEqualTo(new Move.Up(HIGH, 1100));
        assertThat(falling.apply(state, 111, 1200, 1200)).isNull();
        assertThat(falling.apply(state, 111, 1700, 1700)).isEqualTo(new Move.Down());
    }

    @Test
    void aPendingStepIsGivenUpBeyondTheDeadBand() {
        falling.apply(state, 99, 0, 0);
        falling.apply(state, 110, 500, 500);
        assertThat(falling.deadline(state)).isEqualTo(1000);

        falling.apply(state, 110.1, 600, 600);

        assertThat(falling.deadline(state)).isEqualTo(Detector.NEVER);
    }

    @Test
    void aHigherStepIsAwaitedWhileALowerOneHolds() {
        Step later = new Step(20, Severity.HIGH, 5000);
        Ladder ladder = new Ladder(Comparison.AT_LEAST, List.of(new Step(10, Severity.LOW, 0), later), 8, 0);

        ladder.apply(state, 25, 0, 100);

        assertThat(state.level()).isZero();
        assertThat(ladder.elapse(state, 5099)).isNull();
        assertThat(ladder.elapse(state, 5100)).isEqualTo(new Move.Up(later, 0));
    }

    @Test
    void aStepAsBadAsTheOneBeforeHoldsSooner() {
        Step slow = new Step(30, Severity.HIGH, 5000);
        Step fast = new Step(90, Severity.HIGH, 0);
        Ladder ladder = new Ladder(Comparison.ABOVE, List.of(slow, fast), 28, 0);

        ladder.apply(state, 40, 0, 0);
        assertThat(ladder.apply(state, 95, 1000, 1000)).isEqualTo(new Move.Up(fast, 0));

        assertThatThrownBy(() -> new Ladder(Comparison.ABOVE, List.of(fast, new Step(120, Severity.HIGH, 0)), 28, 0))
                .hasMessageContaining("sooner");
    }

    @Test
    void refusesStepsThatDoNotClimb() {
        assertThatThrownBy(() -> new Ladder(Comparison.ABOVE, List.of(LOW, HIGH), 10, 0))
                .hasMessageContaining("harder to meet");
        assertThatThrownBy(() -> new Ladder(Comparison.ABOVE, List.of(LOW), 101, 0))
                .hasMessageContaining("beyond the first limit");
        assertThatThrownBy(() -> new Ladder(Comparison.ABOVE, List.of(), 101, 0))
                .hasMessageContaining("needs a step");
    }
}
