package io.citywatch.jobs.influx;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-05-01T08:00:00Z"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0",
                "17 | 17",
                "301 | 300",
                "9999999999 | 300",
                "Fri, 01 May 2026 08:00:20 GMT | 20",
                "Fri, 01 May 2026 09:00:20 GMT | 300",
                "Fri, 01 May 2026 07:00:20 GMT | 0"
            })
    void secondsAndDatesAreUnderstoodUpToFiveMinutes(String header, long seconds) {
        assertThat(RetryAfter.of(header, CLOCK)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1.5", "99999999999999999999"})
    void whatCannotBeUnderstoodAsksForNothing(String header) {
        assertThat(RetryAfter.of(header, CLOCK)).isZero();
    }

    @Test
    void withoutTheHeaderNothingIsAsked() {
        assertThat(RetryAfter.of(null, CLOCK)).isZero();
    }
}
