package io.citywatch.jobs.alarms.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DailyRhythmTest {
    private static final long STEP_MILLIS = 300_000;
    private static final int DAY = 288;
    private static final int ROWS = 28 * DAY;
    private static final int WRONG = 20 * DAY;
    private static final int SERIES = 40;

    private final Random random = new Random(11);

    @ParameterizedTest
    @ValueSource(doubles = {0, 45, -1e9})
    void aValueThatNeverChangesIsNoAnomalyAndTheFirstThatDiffersIs(double value) {
        List<Integer> flags = flags(row -> row == WRONG ? value + 1 : value);

        assertThat(flags).containsExactly(WRONG);
    }

    @Test
    void whatComesAtAnotherMinuteOfEachDayIsUsualAfterAWeek() {
        List<Integer> flags = flags(row -> 50 + random.nextGaussian() + (row % DAY == row / DAY * 37 % DAY ? 40 : 0));

        assertThat(flags).filteredOn(row -> row > 9 * DAY).hasSizeLessThan(3);
    }

    @Test
    void aFlowThatGrowsWithinTwoDaysIsFoundInNearlyAllSeries() {
        int found = 0;
        int falseAlarms = 0;
        for (int i = 0; i < SERIES; i++) {
            List<Integer> flags = flags(row -> flow(row) + 0.6 * Math.min(1, Math.max(0, row - WRONG) / (2.0 * DAY)));
            found += flags.stream().anyMatch(row -> row >= WRONG && row < WRONG + 3 * DAY) ? 1 : 0;
            falseAlarms += (int) flags.stream().filter(row -> row < WRONG).count();
        }

        assertThat(found).isGreaterThan(SERIES * 8 / 10);
        assertThat(falseAlarms).isLessThan(SERIES / 4);
    }

    @Test
    void aRhythmThatIsLostIsFound() {
        List<Integer> flags =
                flags(row -> row < WRONG || row >= WRONG + DAY ? flow(row) : 1 + 0.2 * random.nextGaussian());

        assertThat(flags).anyMatch(row -> row > WRONG && row < WRONG + DAY);
    }

    private double flow(int row) {
        return 1 + 0.6 * Math.sin(2 * Math.PI * row / DAY) + 0.2 * random.nextGaussian();
    }

    private static List<Integer> flags(IntToDoubleFunction series) {
        DailyRhythm detector = new DailyRhythm();
        DailyRhythmState state = detector.fresh();
        List<Integer> flags = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            if (SeriesDetector.isAnomaly(detector.score(state, row * STEP_MILLIS, series.applyAsDouble(row)))) {
                flags.add(row);
            }
        }
        return flags;
    }
}
