package io.citywatch.jobs.alarms.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.alarms.series.RandomCutForestDetector;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.rule.AggregateSeries;
import io.citywatch.telemetry.rule.AggregateSeries.Aggregate;
import io.citywatch.telemetry.rule.AggregateSeries.Buckets;
import io.citywatch.telemetry.rule.AggregateSeries.GroupBy;
import io.citywatch.telemetry.rule.ForestShape;
import io.citywatch.telemetry.rule.SeriesSpec.RandomCutForest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A district's pressure with a rhythm of 96 buckets. */
class ForestDetectorTest {
    private static final long BUCKET = 900_000;
    private static final int WRONG_FROM = 700;
    private static final int WRONG_TO = 730;
    private static final int END = 900;

    @Test
    void whatWasNeverLikeThisBeginsOnceAndEndsWhenItIsUsualForLongEnough() {
        List<Long> begun = new ArrayList<>();
        List<Long> ended = new ArrayList<>();
        run(detector(0.6, 0), begun, ended, 1);

        assertThat(begun).singleElement().satisfies(t -> assertThat(t).isBetween(end(WRONG_FROM), end(WRONG_FROM + 2)));
        assertThat(ended).singleElement().satisfies(t -> assertThat(t).isBetween(end(WRONG_TO), end(WRONG_TO + 40)));
    }

    @Test
    void patienceLetsShortTroublePass() {
        List<Long> begun = new ArrayList<>();
        List<Long> ended = new ArrayList<>();
        run(detector(0.6, 3600), begun, ended, 1);
        assertThat(begun).hasSize(1);
        assertThat(ended).hasSize(1);
        begun.clear();

        run(detector(0.6, 86_400), begun, ended, 1);

        assertThat(begun).isEmpty();
    }

    @Test
    void aBacktestScoresTheSame() {
        ForestDetector rule = detector(1, 0);
        ForestState state = rule.fresh();
        RandomCutForestDetector backtest = new RandomCutForestDetector(RandomCutForestDetector.USUAL_SEED);
        RandomCutForestDetector.Forest forest = backtest.fresh();
        double[] values = values(3);

        for (int i = 0; i < WRONG_FROM; i++) {
            rule.observe(state, end(i), values[i]);
            double score = backtest.score(forest, end(i), values[i]);

            assertThat(score).isLessThanOrEqualTo(state.value());
            if (state.value() > 0) {
                // The first that is strange at all is news in full
                assertThat(score).isEqualTo(state.value());
                return;
            }
        }
        throw new AssertionError("nothing was strange");
    }

    @Test
    void aForestIsAsLargeInARuleAsInABacktest() {
        ForestShape usual = ForestShape.USUAL;

        assertThat(new RandomCutForestDetector(
                        RandomCutForestDetector.USUAL_SEED,
                        usual.trees(),
                        usual.sampleSize(),
                        usual.shingle(),
                        usual.warmUp()))
                .isEqualTo(new RandomCutForestDetector(RandomCutForestDetector.USUAL_SEED));
    }

    @Test
    void itGoesOnFromAnotherScoreAndFromNothingElse() {
        ForestDetector it = detector(0.6, 0);

        assertThat(it.canGoOnFrom(detector(0.5, 60))).isTrue();
        assertThat(it.canGoOnFrom(new GroupCondition())).isFalse();
        assertThat(it.canGoOnFrom(new ForestDetector(new RandomCutForest(
                        it.spec().series(),
                        new ForestShape(30, 128, 8, 300),
                        it.spec().band(),
                        Severity.LOW))))
                .isFalse();
    }

    private static void run(ForestDetector detector, List<Long> begun, List<Long> ended, long seed) {
        ForestState state = detector.fresh();
        double[] values = values(seed);
        for (int i = 0; i < END; i++) {
            Finding finding = detector.observe(state, end(i), values[i]);
            if (finding instanceof Finding.Present) {
                begun.add(end(i));
            } else if (finding instanceof Finding.Over) {
                ended.add(end(i));
            }
        }
    }

    private static double[] values(long seed) {
        Random random = new Random(seed);
        double[] values = new double[END];
        for (int i = 0; i < END; i++) {
            double usual = 300 + 30 * Math.sin(i * 2 * Math.PI / 96) + random.nextGaussian();
            values[i] = i >= WRONG_FROM && i < WRONG_TO ? usual - 60 : usual;
        }
        return values;
    }

    private static long end(int bucket) {
        return (bucket + 1) * BUCKET;
    }

    private static ForestDetector detector(double score, int sustainSeconds) {
        return new ForestDetector(new RandomCutForest(
                new AggregateSeries(
                        Metric.PRESSURE_KPA,
                        GroupBy.DISTRICT,
                        Aggregate.MEAN,
                        1,
                        new Buckets(Duration.ofMillis(BUCKET), Duration.ZERO, Duration.ZERO)),
                ForestShape.USUAL,
                new RandomCutForest.Band(
                        score, Duration.ofSeconds(sustainSeconds), score / 2, Duration.ofMillis(4 * BUCKET)),
                Severity.LOW));
    }
}
