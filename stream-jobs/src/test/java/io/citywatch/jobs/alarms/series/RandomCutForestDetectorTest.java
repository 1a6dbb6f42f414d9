package io.citywatch.jobs.alarms.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
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

    @Test
    void whatIsWrittenGoesOnWithExactlyTheSameScores() throws IOException {
        RandomCutForestDetector detector = new RandomCutForestDetector(1);
        RandomCutForestDetector.Forest whole = detector.fresh();
        RandomCutForestDetector.Forest cut = detector.fresh();
        double[] values = values();

        for (int row = 0; row < ROWS; row++) {
            if (row % 97 == 0) {
                cut = writtenAndRead(cut);
            }
            assertThat(detector.score(cut, row * 300_000L, values[row]))
                    .isEqualTo(detector.score(whole, row * 300_000L, values[row]));
        }
    }

    @Test
    void whatGoesOnIsStrangeThoughItIsNoNews() {
        RandomCutForestDetector detector = new RandomCutForestDetector(1);
        RandomCutForestDetector.Forest state = detector.fresh();
        double[] values = values();
        double[] scores = scores(1);
        double[] strange = Arrays.stream(values)
                .map(value -> detector.strangeness(state, value))
                .toArray();

        List<Integer> news = flagged(scores);
        List<Integer> all = flagged(strange);
        assertThat(all.get(0)).isEqualTo(news.get(0));
        assertThat(strange[news.get(0)]).isEqualTo(scores[news.get(0)]);
        assertThat(all).hasSizeGreaterThan(news.size()).containsAll(news);
    }

    private static RandomCutForestDetector.Forest writtenAndRead(RandomCutForestDetector.Forest forest)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        forest.write(new DataOutputStream(out));
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(out.toByteArray()));
        RandomCutForestDetector.Forest read = RandomCutForestDetector.Forest.read(in);
        assertThat(in.available()).isZero();
        return read;
    }

    private static double[] scores(long seed) {
        RandomCutForestDetector detector = new RandomCutForestDetector(seed);
        RandomCutForestDetector.Forest state = detector.fresh();
        double[] values = values();
        return IntStream.range(0, ROWS)
                .mapToDouble(row -> detector.score(state, row * 300_000L, values[row]))
                .toArray();
    }

    private static double[] values() {
        Random random = new Random(11);
        return IntStream.range(0, ROWS)
                .mapToDouble(row -> {
                    double usual = Math.sin(row / 15.0) + 0.05 * random.nextGaussian();
                    boolean wrong = row >= FROM && row < FROM + 12;
                    return wrong ? usual + 4 : usual;
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
