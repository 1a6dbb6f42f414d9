package io.citywatch.devices.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void doublesUpToTenSeconds() {
        Backoff backoff = new Backoff(() -> 0);

        assertThat(backoff.afterFailure()).isEqualTo(Duration.ofMillis(250));
        assertThat(backoff.afterFailure()).isEqualTo(Duration.ofMillis(500));
        for (int i = 0; i < 10; i++) {
            backoff.afterFailure();
        }
        assertThat(backoff.afterFailure()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void beginsAnewAfterASuccess() {
        Backoff backoff = new Backoff(() -> 0);
        backoff.afterFailure();
        backoff.afterFailure();

        backoff.succeeded();

        assertThat(backoff.afterFailure()).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void isShortenedByUpToAHalf() {
        assertThat(new Backoff(() -> 1).afterFailure()).isEqualTo(Duration.ofMillis(125));
    }
}
