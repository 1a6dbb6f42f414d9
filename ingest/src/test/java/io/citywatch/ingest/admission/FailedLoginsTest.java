package io.citywatch.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FailedLoginsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final FailedLogins failures = new FailedLogins(nanos::get);

    @Test
    void eachFailureDoublesTheWaitUpToALimit() {
        assertThat(failures.failed("10.0.0.1", "a")).isEqualTo(Duration.ofMillis(100));
        assertThat(failures.failed("10.0.0.1", "b")).isEqualTo(Duration.ofMillis(200));
        assertThat(failures.failed("10.0.0.1", "c")).isEqualTo(Duration.ofMillis(400));
        for (int i = 0; i < 100; i++) {
            failures.failed("10.0.0.1", "d");
        }
        assertThat(failures.failed("10.0.0.1", "e")).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aUserNameIsSlowedDownFromWhereverItComes() {
        failures.failed("10.0.0.1", "siren");

        assertThat(failures.failed("10.0.0.2", "siren")).isEqualTo(Duration.ofMillis(200));
        assertThat(failures.failed("10.0.0.3", "other")).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void halfIsForgivenEachHalfMinute() {
        failures.failed("10.0.0.1", "a");
        failures.failed("10.0.0.1", "a");
        nanos.addAndGet(Duration.ofMinutes(10).toNanos());

        assertThat(failures.failed("10.0.0.1", "a")).isEqualTo(Duration.ofMillis(100));
    }
}
