package io.citywatch.jobs.historian.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.facility.FacilityKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailedSpansTest {
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long T = 1_676_336_400_000L;

    private final RollUpSpan first = RollUpSpan.of(FacilityKind.GAS, RollUpWidth.MINUTE, T);
    private final RollUpSpan second = RollUpSpan.of(FacilityKind.GAS, RollUpWidth.MINUTE, T + 60_000);
    private final RollUpSpan third = RollUpSpan.of(FacilityKind.GAS, RollUpWidth.MINUTE, T + 120_000);
    private final RollUpSpan parking = RollUpSpan.of(FacilityKind.PARKING, RollUpWidth.MINUTE, T);
    private final FailedSpans failures = new FailedSpans();

    @Test
    void whatStandsBesideEachOtherIsOneStatement() {
        assertThat(failures.statements(List.of(first, second, third, parking), HOUR))
                .containsExactly(List.of(first, second, third), List.of(parking));
    }

    @Test
    void whatHasFailedComesLastAndForItself() {
        assertThat(failures.after(List.of(first, second), List.of(first, second), true))
                .containsExactly(first, second);

        assertThat(failures.statements(List.of(first, second, third, parking), HOUR))
                .containsExactly(List.of(third), List.of(parking), List.of(first), List.of(second));
    }

    @Test
    void whatFailsAgainAndAgainWhileOthersAreSummedUpIsGivenUp() {
        for (int round = 1; round < FailedSpans.MAX_FAILURES; round++) {
            assertThat(failures.after(List.of(first), List.of(first, second), true))
                    .containsExactly(first, second);
        }

        assertThat(failures.after(List.of(first), List.of(first, second), true)).containsExactly(second);
    }

    @Test
    void asLongAsNothingIsSummedUpNothingIsGivenUp() {
        for (int round = 0; round < 2 * FailedSpans.MAX_FAILURES; round++) {
            assertThat(failures.after(List.of(first), List.of(first), false)).containsExactly(first);
        }
    }
}
