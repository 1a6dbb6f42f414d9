package io.citywatch.outward.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Patience PATIENCE = Patience.STANDARD;

    @Property
    void waitDoublesUpToItsLimitAndHalfOfItIsChance(
            @ForAll @IntRange(min = 1, max = 1_000_000) int failed, @ForAll long seed) {
        long most = failed > 8
                ? PATIENCE.lastRetry().toMillis()
                : Math.min(PATIENCE.lastRetry().toMillis(), 1_000L << (failed - 1));

        long wait = new Backoff(PATIENCE, new Random(seed)).after(failed, null).toMillis();

        assertThat(wait).isBetween(most / 2, most);
    }

    @Test
    void whatTheReceiverAsksForHoldsUpToAnHour() {
        Backoff backoff = new Backoff(PATIENCE, new Random(1));

        assertThat(backoff.after(1, Duration.ofMinutes(7))).isEqualTo(Duration.ofMinutes(7));
        assertThat(backoff.after(1, Duration.ofDays(365))).isEqualTo(Duration.ofHours(1));
        assertThat(backoff.after(1, Duration.ofSeconds(-5))).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
    }
}
