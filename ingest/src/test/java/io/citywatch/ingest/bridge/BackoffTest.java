package io.citywatch.ingest.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff();

    @Test
    void eachFailureDoublesTheWaitUpToItsLimit() {
        assertThat(backoff.after(Duration.ZERO)).isEqualTo(Duration.ofMillis(500));
        assertThat(backoff.after(Duration.ZERO)).isEqualTo(Duration.ofSeconds(1));
        for (int i = 0; i < 10; i++) {
            backoff.after(Duration.ZERO);
        }
        assertThat(backoff.after(Duration.ZERO)).isEqualTo(Backoff.LONGEST);
    }

    @Test
    void aConnectionThatHasLastedBeginsAnewAndAShortOneDoesNot() {
        backoff.after(Duration.ZERO);

        assertThat(backoff.after(Duration.ofSeconds(29))).isEqualTo(Duration.ofSeconds(1));
        assertThat(backoff.after(Duration.ofSeconds(30))).isEqualTo(Backoff.FIRST);
    }
}
