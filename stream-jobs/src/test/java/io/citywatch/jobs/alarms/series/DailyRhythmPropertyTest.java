package io.citywatch.jobs.alarms.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DailyRhythmPropertyTest {
    private static final int ROWS = 400;

    private final DailyRhythm detector = new DailyRhythm();

    @Property(tries = 200)
    void aScoreLiesBetween0And1WhateverComes(
            @ForAll @Size(min = 1, max = ROWS) double[] values, @ForAll @Size(ROWS) long[] times) {
        DailyRhythmState state = detector.fresh();
        for (int i = 0; i < values.length; i++) {
            if (Double.isFinite(values[i])) {
                assertThat(detector.score(state, times[i], values[i])).isBetween(0.0, 1.0);
            }
        }
    }

    @Property(tries = 200)
    void aSeriesGoesOnWithGoodScoresAfterWhateverCame(@ForAll("extreme") double extreme, @ForAll long time) {
        DailyRhythmState state = detector.fresh();
        detector.score(state, time, extreme);
        for (int i = 0; i < ROWS; i++) {
            double value = i % 50 == 0 ? -extreme : Math.sin(i);
            assertThat(detector.score(state, i * 60_000L, value)).isBetween(0.0, 1.0);
        }
        assertThat(state.level).isFinite();
        assertThat(state.scale).isFinite();
    }

    /** A regulated pressure that falls to nothing, and all that a series that never changed may do after it. */
    @Property(tries = 300)
    void aSeriesThatNeverChangedIsHeardAfterItHas(
            @ForAll("size") double usual, @ForAll("size") double other, @ForAll @IntRange(min = 1, max = 40) int rows) {
        DailyRhythmState state = detector.fresh();
        for (int i = 0; i < 3 * ROWS; i++) {
            double value = i < 2 * ROWS || i >= 2 * ROWS + rows ? usual : other;
            DailyRhythm.Surprise surprise = detector.surprise(state, i * 300_000L, value);
            assertThat(surprise.news()).isBetween(0.0, surprise.strangeness());
            assertThat(surprise.strangeness()).isBetween(0.0, 1.0);
        }
        double largest = Math.max(1, Math.max(Math.abs(usual), Math.abs(other)));

        // A day later the next is news again
        assertThat(detector.score(state, 4L * ROWS * 300_000, 1000 * largest))
                .isGreaterThanOrEqualTo(SeriesDetector.ANOMALY);
    }

    @Property(tries = 50)
    void laterRowsChangeNoEarlierScore(@ForAll long seed, @ForAll @IntRange(min = 1, max = 2 * ROWS) int cut) {
        double[] one = scores(seed, seed + 1, cut);
        double[] other = scores(seed, seed + 2, cut);

        assertThat(Arrays.copyOf(other, cut)).isEqualTo(Arrays.copyOf(one, cut));
    }

    /** Scores of a series that goes on by another seed behind the cut. */
    private double[] scores(long seed, long seedBehind, int cut) {
        Random random = new Random(seed);
        Random behind = new Random(seedBehind);
        DailyRhythmState state = detector.fresh();
        double[] scores = new double[2 * ROWS];
        for (int i = 0; i < scores.length; i++) {
            Random source = i < cut ? random : behind;
            scores[i] = detector.score(state, i * 300_000L - source.nextInt(400_000), source.nextGaussian());
        }
        return scores;
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNotFiniteIsRefused(double value) {
        assertThatIllegalArgumentException().isThrownBy(() -> detector.score(detector.fresh(), 0, value));
    }

    @Test
    void aLateValueIsPassedOverAndAClockThatWasSetBackIsFollowed() {
        DailyRhythmState state = detector.fresh();
        for (int i = 0; i < ROWS; i++) {
            detector.score(state, 1_000_000_000L + i * 60_000L, i % 7);
        }
        for (int i = 0; i < 3; i++) {
            assertThat(detector.score(state, i * 60_000L, 1e6)).isZero();
        }

        assertThat(detector.score(state, 4 * 60_000L, 1e6)).isGreaterThanOrEqualTo(SeriesDetector.ANOMALY);
    }

    @Test
    void aValueThatIsStuckIsFoundOnceAndAMeterAtRestEachNightIsNot() {
        Random random = new Random(3);
        DailyRhythmState state = detector.fresh();
        int flags = 0;
        for (int i = 0; i < 20 * 288; i++) {
            double flow = Math.max(0, Math.sin(2 * Math.PI * i / 288) * (1 + 0.1 * random.nextGaussian()));
            double score = detector.score(state, i * 300_000L, flow);
            flags += i > 5 * 288 && SeriesDetector.isAnomaly(score) ? 1 : 0;
        }
        int whileStuck = 0;
        for (int i = 20 * 288; i < 20 * 288 + 100; i++) {
            whileStuck += SeriesDetector.isAnomaly(detector.score(state, i * 300_000L, 0.77)) ? 1 : 0;
        }

        assertThat(flags).isLessThanOrEqualTo(2);
        assertThat(whileStuck).isBetween(1, 2);
    }

    @Provide
    Arbitrary<Double> size() {
        return Arbitraries.oneOf(
                Arbitraries.of(0.0, -0.0, 1.0, 300.0, -1e9, 1e-12, 1e20),
                Arbitraries.doubles().between(-1e6, 1e6));
    }

    @Provide
    Arbitrary<Double> extreme() {
        return Arbitraries.of(
                Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE, 1e38, -1e30, 1e20, 1e-300, 0.0, -0.0, 1.0);
    }
}
