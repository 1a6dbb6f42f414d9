package io.citywatch.jobs.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.alarms.series.DailyRhythm;
import io.citywatch.jobs.alarms.series.SeriesDetector;
import io.citywatch.jobs.backtest.artificial.ArtificialCorpus;
import io.citywatch.jobs.backtest.artificial.ArtificialSeries;
import io.citywatch.jobs.backtest.artificial.FixedDeviation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On series of shapes that were not there when the detector was made. */
class DetectorQualityTest {
    private static final int OF_EACH_SHAPE = 6;
    private static final long SEED = 2026;
    private static final double GOOD = 60;
    private static final double FALSE_ALARMS_A_SERIES = 3;
    private static final double FALSE_ALARMS_A_THOUSAND_ROWS = 1;

    private final List<ArtificialSeries> unseen = ArtificialCorpus.of(true, OF_EACH_SHAPE, SEED);

    @Test
    void theDailyRhythmFindsMostOfWhatIsWrongAtFewFalseAlarms() {
        Quality quality = judge(new DailyRhythm());

        assertThat(quality.score()).isGreaterThan(GOOD);
        assertThat(quality.falseAlarms()).isLessThan((long) (FALSE_ALARMS_A_SERIES * unseen.size()));
    }

    @Test
    void aFixedDeviationDoesNot() {
        assertThat(judge(new FixedDeviation()).score()).isLessThan(GOOD / 2);
    }

    @Test
    void nothingMuchIsSaidOfSeriesWithNothingWrong() {
        List<ArtificialSeries> sound =
                unseen.stream().filter(series -> series.windows().isEmpty()).toList();
        long rows = sound.stream().mapToLong(series -> series.times().length).sum();
        long alarms = sound.stream()
                .mapToLong(series -> series.judge(new DailyRhythm()).falseAlarms())
                .sum();

        assertThat(sound).isNotEmpty();
        assertThat(1000.0 * alarms / rows).isLessThan(FALSE_ALARMS_A_THOUSAND_ROWS);
    }

    private Quality judge(SeriesDetector<?> detector) {
        return unseen.stream().map(series -> series.judge(detector)).reduce(Quality.NOTHING, Quality::plus);
    }
}
