package io.citywatch.jobs.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WindowScorerTest {
    private static final int ROWS = 1000;
    private static final List<Window> WINDOW = List.of(new Window(500, 599));

    @Test
    void aWindowThatIsFlaggedAtItsFirstRowIsWorthAll() {
        assertThat(judge(WINDOW, 500).score()).isCloseTo(100, within(0.5));
    }

    @Test
    void laterIsWorthLessAndMoreFlagsAreWorthNoMore() {
        Quality late = judge(WINDOW, 580);

        assertThat(late.score()).isBetween(60.0, 95.0);
        assertThat(judge(WINDOW, 580, 585, 599)).isEqualTo(late);
    }

    @Test
    void nothingFlaggedIsWorthNothing() {
        assertThat(judge(WINDOW)).isEqualTo(new Quality(1, 0, 0, -1));
        assertThat(judge(WINDOW).score()).isZero();
    }

    @Test
    void aFalseAlarmCostsAndLessJustBehindAWindow() {
        double far = judge(WINDOW, 500, 300).raw();
        double behind = judge(WINDOW, 500, 605).raw();
        double none = judge(WINDOW, 500).raw();

        assertThat(none - far).isCloseTo(Quality.FALSE_ALARM, within(1e-12));
        assertThat(none - behind).isBetween(0.0, Quality.FALSE_ALARM / 2);
    }

    @Test
    void theProbationaryPeriodIsFree() {
        assertThat(judge(WINDOW, 0, 149)).isEqualTo(judge(WINDOW));
        assertThat(judge(WINDOW, 150).falseAlarms()).isEqualTo(1);
    }

    @Test
    void aWindowWithinTheProbationaryPeriodDoesNotCount() {
        assertThat(judge(List.of(new Window(100, 120)), 110)).isEqualTo(Quality.NOTHING);
    }

    private static Quality judge(List<Window> windows, Integer... flagged) {
        Set<Integer> flags = Set.of(flagged);
        WindowScorer scorer = new WindowScorer(windows);
        for (int row = 0; row < ROWS; row++) {
            scorer.add(row, flags.contains(row));
        }
        return scorer.result();
    }
}
