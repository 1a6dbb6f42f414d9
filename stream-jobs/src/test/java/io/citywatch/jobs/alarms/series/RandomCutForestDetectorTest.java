package io.citywatch.jobs.alarms.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomCutForestDetectorTest {
    private static final int ROWS = 1500;
    private static final int FROM = 1200;

    @Test
    void aDistrictThatBehavesAsNeverBeforeIsFound() {
        assertThat(flagged(scores(1))).anySatisfy(row -> assertThat(row).isBetween(FROM, FROM + 12));
    }

    @Test
    void theSameSeedGivesTheSameScores() {
        assertThat(scores(5)).isEqualTo(scores(5));
        assertThat(scores(5)).isNotEqualTo(scores(6));
    }

    private static double[] scores(long seed) {
        Random random = new Random(11);
        RandomCutForestDetector detector = new RandomCutForestDetector(seed);
        RandomCutForestDetector.Forest state = detector.fresh();
        return IntStream.range(0, ROWS)
                .mapToDouble(row -> {
                    double usual = Math.sin(row / 15.0) + 0.05 * random.nextGaussian();
                    boolean wrong = row >= FROM && row < FROM + 12;
                    return detector.score(state, row * 300_000L, wrong ? usual + 4 : usual);
                })
                .toArray();
    }

    private static List<Integer> flagged(double[] scores) {
        return IntStream.range(0, scores.length)
                .filter(row -> SeriesDetector.isAnomaly(scores[row]))
                .boxed()
                .toList();
    }
}
