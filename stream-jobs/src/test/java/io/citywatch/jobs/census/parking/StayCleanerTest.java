package io.citywatch.jobs.census.parking;

import static io.citywatch.jobs.census.parking.Bays.HOUR;
import static io.citywatch.jobs.census.parking.Bays.MINUTE;
import static io.citywatch.jobs.census.parking.Bays.SECOND;
import static io.citywatch.jobs.census.parking.Bays.T;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StayCleanerTest {
    private static final long SILENCE = 18 * HOUR;

    private final Hours hours = new Hours();
    private final StayCleaner bay = new StayCleaner(Standing.UNHEARD, SILENCE, hours);

    @Test
    void aStayIsTheTimeBetweenTwoChanges() {
        bay.see(T, false);
        bay.see(T + 10 * MINUTE, true);
        bay.see(T + 40 * MINUTE, false);

        assertThat(bay.openAt(T + HOUR)).isEqualTo(BayState.VACANT);

        assertThat(hours.uses()).isEqualTo(Map.of(T, new Use(HOUR, 30 * MINUTE, 1, 1, 30 * MINUTE)));
    }

    @Test
    void aHeartbeatIsNoStayAndRepairsALostChange() {
        bay.see(T, false);
        bay.see(T + 10 * MINUTE, true);
        bay.see(T + 20 * MINUTE, true);
        bay.see(T + 30 * MINUTE, true);
        bay.see(T + 40 * MINUTE, false);
        bay.see(T + 50 * MINUTE, false);

        bay.openAt(T + HOUR);

        assertThat(sum()).isEqualTo(new Use(HOUR, 30 * MINUTE, 1, 1, 30 * MINUTE));
    }

    @Test
    void whatChangesBackWithinTenSecondsWasNoise() {
        bay.see(T, false);
        bay.see(T + 10 * MINUTE, true);
        bay.see(T + 20 * MINUTE, false);
        bay.see(T + 20 * MINUTE + 9 * SECOND, true);
        bay.see(T + 40 * MINUTE, false);
        bay.see(T + 50 * MINUTE, true);
        bay.see(T + 50 * MINUTE + 9 * SECOND, false);

        bay.openAt(T + HOUR);

        assertThat(sum()).isEqualTo(new Use(HOUR, 30 * MINUTE, 1, 1, 30 * MINUTE));
    }

    @Test
    void aStayUnderAMinuteIsNoParking() {
        bay.see(T, false);
        bay.see(T + 10 * MINUTE, true);
        bay.see(T + 10 * MINUTE + 59 * SECOND, false);
        bay.see(T + 20 * MINUTE, true);
        bay.see(T + 21 * MINUTE, false);

        bay.openAt(T + HOUR);

        assertThat(sum()).isEqualTo(new Use(HOUR, MINUTE, 1, 1, MINUTE));
    }

    @Test
    void aDetectorThatFlapsIsNotBelievedUntilItHasBeenQuiet() {
        bay.see(T, false);
        for (int i = 0; i < 6; i++) {
            bay.see(T + MINUTE + i * 30 * SECOND, i % 2 == 0);
        }
        BayState flapping = bay.openAt(T + 5 * MINUTE);
        bay.see(T + 30 * MINUTE, true);

        assertThat(flapping).isEqualTo(BayState.FAULT);
        assertThat(bay.openAt(T + HOUR)).isEqualTo(BayState.OCCUPIED);
        // Until the sixth change after 3.5 minutes, and again from ten minutes after it on
        assertThat(sum()).isEqualTo(new Use(HOUR - 10 * MINUTE, 30 * MINUTE, 0, 0, 0));
    }

    @Test
    void aStayWhoseArrivalWasNotSeenHasNoLength() {
        bay.see(T, true);
        bay.see(T + 30 * MINUTE, false);

        bay.openAt(T + HOUR);

        assertThat(sum()).isEqualTo(new Use(HOUR, 30 * MINUTE, 1, 0, 0));
    }

    @Test
    void aBayThatIsNotHeardIsNotKnown() {
        bay.see(T, false);
        bay.see(T + HOUR, true);

        assertThat(bay.openAt(T + 30 * HOUR)).isEqualTo(BayState.UNKNOWN);
        assertThat(sum()).isEqualTo(new Use(19 * HOUR, 18 * HOUR, 1, 0, 0));
    }

    @Test
    void aStayOverThreeDaysIsNoneAndCountsForThreeDays() {
        bay.see(T, false);
        for (long t = T + HOUR; t <= T + 101 * HOUR; t += 10 * HOUR) {
            bay.see(t, true);
        }
        bay.see(T + 102 * HOUR, false);

        bay.openAt(T + 102 * HOUR);

        assertThat(sum()).isEqualTo(new Use(73 * HOUR, 72 * HOUR, 0, 0, 0));
    }

    @Test
    void atOneMomentACarLeavesBeforeAnotherComes() {
        Samples samples = Samples.NONE.with(T + 1, true).with(T, true).with(T, false);

        assertThat(samples).isEqualTo(Samples.NONE.with(T, false).with(T, true).with(T + 1, true));
        assertThat(samples.occupied(0)).isFalse();
        assertThat(samples.with(T, true)).isSameAs(samples);
    }

    private Use sum() {
        return hours.uses().values().stream().reduce(Use.NOTHING, Use::plus);
    }
}
