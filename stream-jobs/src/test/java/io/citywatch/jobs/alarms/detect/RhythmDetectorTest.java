package io.citywatch.jobs.alarms.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.rule.SeriesSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pressure of which a value comes every five minutes, under the numbers of the default rules. */
class RhythmDetectorTest {
    private static final long STEP_MILLIS = 300_000;
    private static final int DAY = 288;
    private static final int HOUR = 12;
    private static final int WRONG = 20 * DAY;

    private final Random random = new Random(3);
    private final RhythmDetector detector = new RhythmDetector(
            new SeriesSpec.DailyRhythm(Metric.PRESSURE_KPA, 0.5, 0.25, Duration.ofSeconds(900), Severity.LOW));

    @Test
    void anAlarmStandsWhileTheTroubleLasts() {
        List<Integer> begun = new ArrayList<>();
        List<Integer> ended = new ArrayList<>();

        run(row -> row >= WRONG && row < WRONG + 12 * HOUR ? 0 : pressure(row), 23 * DAY, begun, ended);

        assertThat(begun).filteredOn(row -> row >= WRONG).hasSize(1).first().isEqualTo(WRONG);
        assertThat(ended).filteredOn(row -> row >= WRONG).hasSize(1).first().satisfies(row -> assertThat(row)
                .isBetween(WRONG + 12 * HOUR, WRONG + 48 * HOUR));
    }

    @Test
    void theSameTroubleIsAnAlarmAgainAsSoonAsTheFirstIsOver() {
        List<Integer> begun = new ArrayList<>();
        List<Integer> ended = new ArrayList<>();
        run(row -> row >= WRONG && row < WRONG + HOUR ? 0 : pressure(row), 22 * DAY, begun, ended);
        int over = ended.get(ended.size() - 1);
        begun.clear();

        random.setSeed(3);
        run(row -> (row >= WRONG && row < WRONG + HOUR) || row == over + 1 ? 0 : pressure(row), 22 * DAY, begun, ended);

        assertThat(begun).contains(WRONG, over + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {HOUR, 4 * HOUR})
    void aPressureThatWasAlwaysTheSameAndFallsToNothingEachThirdDayIsFoundEachTime(int rows) {
        List<Integer> begun = new ArrayList<>();

        run(row -> row / DAY % 3 == 2 && row % DAY < rows ? 0 : 300, 12 * DAY, begun, new ArrayList<>());

        assertThat(begun).contains(2 * DAY, 5 * DAY);
    }

    private double pressure(int row) {
        return 300 + 30 * Math.sin(2 * Math.PI * row / DAY) + 3 * random.nextGaussian();
    }

    private void run(IntToDoubleFunction series, int rows, List<Integer> begun, List<Integer> ended) {
        RhythmState state = detector.fresh();
        for (int row = 0; row < rows; row++) {
            long t = 1_700_000_000_000L + row * STEP_MILLIS;
            Reading reading = Reading.at(t)
                    .with(Metric.PRESSURE_KPA, series.applyAsDouble(row))
                    .build();
            Observation observation = new Observation(reading, t, t, null);
            assertThat(detector.advance(state, observation)).isTrue();
            Finding finding = detector.observe(state, observation);
            if (finding != null) {
                (finding instanceof Finding.Present ? begun : ended).add(row);
            }
        }
    }
}
