package io.citywatch.jobs.influx;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff =
            new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5), new SplittableRandom(42));

    @Test
    void pausesDoubleUpToTheLimitAndAreShortenedByAtMostAHalf() {
        assertThat(backoff.pauseMillis(1)).isBetween(100L, 200L);
        assertThat(backoff.pauseMillis(2)).isBetween(200L, 400L);
        assertThat(backoff.pauseMillis(6)).isBetween(2500L, 5000L);
        assertThat(backoff.pauseMillis(1_000_000)).isBetween(2500L, 5000L);
    }
}
