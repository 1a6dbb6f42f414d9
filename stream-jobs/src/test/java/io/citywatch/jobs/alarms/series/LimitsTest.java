package io.citywatch.jobs.alarms.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private static final long MINUTE = 60_000;

    @Test
    void aLevelSpeaksOnceUntilValuesAreBack() {
        assertThat(flagged(new LevelLimit(null, 10.0), 9, 10, 12, 9.9, 10, 8, 11))
                .containsExactly(1, 6);
        assertThat(flagged(new LevelLimit(2.0, 10.0), 5, 2, 1, 5, 1)).containsExactly(1, 4);
        assertThat(flagged(new LevelLimit(-5.0, null), 0, -4, -5, -6)).containsExactly(2);
    }

    @Test
    void aChangeIsTooLargeForItsTimeOnly() {
        var fall = new RateLimit(30, 5 * MINUTE);

        assertThat(flagged(fall, 300, 290, 280, 268, 260, 260)).containsExactly(3);
        assertThat(flagged(fall, 300, 295, 290, 285, 280, 275, 270, 265)).isEmpty();
        assertThat(flagged(fall, 300, 330, 300, 300, 300, 300, 300, 300, 300, 340))
                .containsExactly(1, 9);
    }

    @Test
    void theSameValueForTooLongIsStuck() {
        assertThat(flagged(new StuckLimit(3 * MINUTE), 1, 1, 1, 1, 1, 2, 2, 2, 2))
                .containsExactly(3, 8);
    }

    @Test
    void limitsThatMakeNoSenseAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LevelLimit(null, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new LevelLimit(3.0, 3.0));
        assertThatIllegalArgumentException().isThrownBy(() -> new RateLimit(0, MINUTE));
        assertThatIllegalArgumentException().isThrownBy(() -> new RateLimit(Double.NaN, MINUTE));
        assertThatIllegalArgumentException().isThrownBy(() -> new StuckLimit(0));
    }

    @Property(tries = 100)
    void scoresLieBetween0And1(@ForAll @Size(max = 50) double[] values, @ForAll @Size(50) long[] times) {
        check(new LevelLimit(-1.0, 1e-300), values, times);
        check(new RateLimit(1e-300, 1), values, times);
        check(new StuckLimit(1), values, times);
        check(new RandomCutForestDetector(1), values, times);
    }

    private static <S> void check(SeriesDetector<S> detector, double[] values, long[] times) {
        S state = detector.fresh();
        for (int i = 0; i < values.length; i++) {
            if (Double.isFinite(values[i])) {
                assertThat(detector.score(state, times[i], values[i])).isBetween(0.0, 1.0);
            }
        }
    }

    /** Which values, one a minute, are anomalies. */
    private static <S> int[] flagged(SeriesDetector<S> detector, double... values) {
        S state = detector.fresh();
        return IntStream.range(0, values.length)
                .filter(i -> SeriesDetector.isAnomaly(detector.score(state, i * MINUTE, values[i])))
                .toArray();
    }
}
