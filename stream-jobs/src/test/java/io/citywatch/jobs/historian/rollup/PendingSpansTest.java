package io.citywatch.jobs.historian.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.testkit.RoundTrip;
import io.citywatch.telemetry.facility.FacilityKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingSpansTest {
    private static final long HOUR = 1_676_336_400_000L;
    private static final long MINUTE = 60_000;
    private static final long LATER = HOUR + 100 * MINUTE;

    private final PendingSpans pending = new PendingSpans();

    @Test
    void aChangeIsDueWithTheCheckpointThatFollowsIt() {
        pending.touch(touched(3));
        assertThat(pending.take(LATER)).isEmpty();
        pending.save(1);
        assertThat(pending.take(LATER)).isEmpty();

        pending.completed(1);

        assertThat(pending.take(LATER))
                .containsExactly(
                        new RollUpSpan(FacilityKind.GAS, RollUpWidth.MINUTE, HOUR + 3 * MINUTE),
                        new RollUpSpan(FacilityKind.GAS, RollUpWidth.HOUR, HOUR));
    }

    @Test
    void aSpanIsSummedUpWhenItIsOver() {
        pending.touch(touched(3));
        pending.save(1);
        pending.completed(1);

        assertThat(pending.take(HOUR + 4 * MINUTE - 1)).isEmpty();
        assertThat(pending.take(HOUR + 4 * MINUTE))
                .extracting(RollUpSpan::width)
                .containsExactly(RollUpWidth.MINUTE);
    }

    @Test
    void whatIsNotDoneStaysInEveryCheckpoint() {
        pending.touch(touched(3));
        assertThat(pending.save(1)).containsExactly(touched(3));
        pending.completed(1);
        List<RollUpSpan> taken = pending.take(LATER);
        assertThat(pending.save(2)).contains(touched(3));

        pending.done(taken);
        assertThat(pending.save(3)).contains(touched(3));
        assertThat(pending.take(LATER)).isEqualTo(taken);

        pending.done(List.of());
        assertThat(pending.save(4)).isEmpty();
    }

    @Test
    void whatChangesWhileItIsSummedUpIsSummedUpAgain() {
        pending.touch(touched(3));
        pending.save(1);
        pending.completed(1);
        pending.take(LATER);
        pending.touch(touched(3));
        pending.save(2);
        pending.completed(2);
        pending.done(List.of());

        assertThat(pending.take(LATER)).hasSize(2);
    }

    @Test
    void aMinuteComesBackFromACheckpoint() throws Exception {
        assertThat(RoundTrip.of(new TouchedMinuteSerializer(), touched(7))).isEqualTo(touched(7));
    }

    private static TouchedMinute touched(int minute) {
        return TouchedMinute.of(FacilityKind.GAS, HOUR + minute * MINUTE + 17);
    }
}
