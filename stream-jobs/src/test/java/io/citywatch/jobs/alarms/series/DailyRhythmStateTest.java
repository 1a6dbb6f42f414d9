package io.citywatch.jobs.alarms.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DailyRhythmStateTest {
    private static final long STEP_MILLIS = 300_000;
    /** The whole of what one series costs in a checkpoint, next to its key. */
    private static final int LARGEST_BYTES = 600;

    private final DailyRhythm detector = new DailyRhythm();

    @Test
    void aSeriesGoesOnFromACheckpointAsIfNothingHadBeen() throws IOException {
        Random random = new Random(7);
        DailyRhythmState whole = detector.fresh();
        DailyRhythmState stored = detector.fresh();
        for (int i = 0; i < 5000; i++) {
            double value = Math.sin(i / 45.8) + 0.1 * random.nextGaussian();
            double expected = detector.score(whole, i * STEP_MILLIS, value);
            assertThat(detector.score(stored, i * STEP_MILLIS, value)).isEqualTo(expected);
            if (i % 97 == 0) {
                stored = read(bytes(stored));
            }
        }
    }

    @Test
    void theStateDoesNotGrow() throws IOException {
        DailyRhythmState state = detector.fresh();
        int atFirst = bytes(state).length;
        for (int i = 0; i < 20_000; i++) {
            detector.score(state, i * STEP_MILLIS, i % 1009);
        }

        assertThat(bytes(state)).hasSize(atFirst);
        assertThat(atFirst).isLessThanOrEqualTo(LARGEST_BYTES);
    }

    /** Written by the code before, after 5000 values of a sine with a noise of 0.1. */
    @Test
    void aStateOfTheFormBeforeGoesOn() throws IOException {
        byte[] before;
        try (InputStream resource = DailyRhythmStateTest.class.getResourceAsStream("daily-rhythm-form-2.bin")) {
            before = Objects.requireNonNull(resource).readAllBytes();
        }
        DailyRhythmState state = read(before);
        Random random = new Random(8);
        int flags = 0;
        for (int i = 5000; i < 10_000; i++) {
            double value = Math.sin(2 * Math.PI * i / 288) + 0.1 * random.nextGaussian();
            flags += SeriesDetector.isAnomaly(detector.score(state, i * STEP_MILLIS, value)) ? 1 : 0;
        }

        assertThat(state.cadence.count()).isEqualTo(10_000);
        assertThat(flags).isLessThanOrEqualTo(2);
        assertThat(detector.score(state, 10_000 * STEP_MILLIS, 5)).isGreaterThanOrEqualTo(SeriesDetector.ANOMALY);
        assertThat(bytes(state)).hasSameSizeAs(bytes(detector.fresh()));
    }

    @Test
    void aFormThatIsNotKnownIsRefused() throws IOException {
        byte[] later = bytes(detector.fresh());
        later[0]++;

        assertThatThrownBy(() -> read(later)).isInstanceOf(IOException.class).hasMessageContaining("form 4");
    }

    private static byte[] bytes(DailyRhythmState state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        state.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static DailyRhythmState read(byte[] bytes) throws IOException {
        return DailyRhythmState.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }
}
