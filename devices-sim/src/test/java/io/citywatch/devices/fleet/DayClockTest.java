package io.citywatch.devices.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DayClockTest {
    @ParameterizedTest
    @ValueSource(doubles = {1, 1_900, 100_000})
    void aDayPassesAsFastAsItIsToldTo(double speed) {
        Duration day = Duration.ofNanos(Math.round(Duration.ofDays(1).toNanos() / speed));
        DayClock clock = new DayClock(6, day);

        assertThat(clock.days(day.toNanos() / 1000)).isCloseTo(1.25, within(1e-5));
        assertThat(clock.hour(day.toNanos() / 2000)).isCloseTo(18, within(1e-3));
    }
}
