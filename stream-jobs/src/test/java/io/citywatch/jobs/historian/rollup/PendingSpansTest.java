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
        pending.touch(minute(3));
        pending.touch(hour("gas-1"));
        assertThat(pending.take(LATER)).isEmpty();
        pending.save(1);
        assertThat(pending.take(LATER)).isEmpty();

        pending.completed(1);

        assertThat(pending.take(LATER)).containsExactly(minute(3), hour("gas-1"));
    }

    @Test
    void aSpanIsSummedUpWhenItIsOver() {
        RollUpSpan allBins = RollUpSpan.of(FacilityKind.WASTE, RollUpWidth.HOUR, HOUR);
        pending.touch(minute(3));
        pending.touch(hour("gas-1"));
        pending.touch(allBins);
        pending.save(1);
        pending.completed(1);

        assertThat(pending.take(HOUR + 4 * MINUTE - 1)).isEmpty();
        assertThat(pending.take(HOUR + 4 * MINUTE)).containsExactly(minute(3));
        pending.done(List.of());
        assertThat(pending.take(HOUR + 60 * MINUTE)).containsExactly(hour("gas-1"));
        pending.done(List.of());
        assertThat(pending.take(HOUR + 60 * MINUTE + HourSums.GRACE_MILLIS)).containsExactly(allBins);
    }

    @Test
    void whatIsNotDoneStaysInEveryCheckpoint() {
        pending.touch(minute(3));
        assertThat(pending.save(1)).containsExactly(minute(3));
        pending.completed(1);
        assertThat(pending.save(2)).containsExactly(minute(3));
        List<RollUpSpan> taken = pending.take(LATER);
        assertThat(pending.save(3)).containsExactly(minute(3));

        pending.done(taken);
        assertThat(pending.save(4)).containsExactly(minute(3));
        assertThat(pending.take(LATER)).isEqualTo(taken);

        pending.done(List.of());
        assertThat(pending.save(5)).isEmpty();
    }

    @Test
    void whatChangesWhileItIsSummedUpIsSummedUpAgain() {
        pending.touch(minute(3));
        pending.save(1);
        pending.completed(1);
        pending.take(LATER);
        pending.touch(minute(3));
        pending.save(2);
        pending.completed(2);
        pending.done(List.of());

        assertThat(pending.take(LATER)).containsExactly(minute(3));
    }

    @Test
    void theSameHourOfVeryManyDevicesIsThatOfAll() {
        for (int i = 0; i < PendingSpans.MAX_DEVICES; i++) {
            pending.touch(hour("gas-" + i));
        }
        assertThat(pending.save(1)).hasSize(PendingSpans.MAX_DEVICES);
        pending.completed(1);

        pending.touch(hour("one-more"));
        pending.save(2);
        pending.completed(2);

        assertThat(pending.take(LATER)).containsExactly(hour(null));
    }

    @Test
    void anHourOfAllIsThatOfEachToo() {
        pending.touch(hour("gas-1"));
        pending.touch(hour(null));
        pending.save(1);
        pending.completed(1);

        assertThat(pending.take(LATER)).containsExactly(hour(null));
    }

    @Test
    void aSpanComesBackFromACheckpoint() throws Exception {
        TouchedMinute minute = new TouchedMinute(FacilityKind.WASTE, HOUR + 7 * MINUTE);

        assertThat(RoundTrip.of(new RollUpSpanSerializer(), minute(7))).isEqualTo(minute(7));
        assertThat(RoundTrip.of(new RollUpSpanSerializer(), hour("gas-1"))).isEqualTo(hour("gas-1"));
        assertThat(RoundTrip.of(new TouchedMinuteSerializer(), minute)).isEqualTo(minute);
    }

    private static RollUpSpan minute(int minute) {
        return RollUpSpan.of(FacilityKind.GAS, RollUpWidth.MINUTE, HOUR + minute * MINUTE + 17);
    }

    private static RollUpSpan hour(String device) {
        return new RollUpSpan(FacilityKind.GAS, RollUpWidth.HOUR, HOUR, device);
    }
}
