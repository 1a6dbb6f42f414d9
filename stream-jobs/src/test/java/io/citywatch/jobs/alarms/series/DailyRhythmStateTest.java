package io.citywatch.jobs.alarms.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DailyRhythmStateTest {
    private static final long STEP_MILLIS = 300_000;
    /** The whole of what one series costs in a checkpoint, next to its key. */
    private static final int LARGEST_BYTES = 480;

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

    private static byte[] bytes(DailyRhythmState state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        state.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static DailyRhythmState read(byte[] bytes) throws IOException {
        return DailyRhythmState.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }
}
