package io.citywatch.jobs.census;

import static io.citywatch.jobs.census.Births.T;
import static io.citywatch.jobs.census.Births.birth;
import static io.citywatch.jobs.census.Births.gas;
import static io.citywatch.jobs.census.Births.message;
import static io.citywatch.jobs.census.Births.signOfLife;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.message.AssetState;
import org.junit.jupiter.api.Test;

class SignsOfLifeTest {
    private static final long MINUTE_START = T - T % 60_000;

    private final SignsOfLife signs = new SignsOfLife();

    @Test
    void oneMessageOfADeviceAMinuteIsEnough() {
        assertThat(signs.filter(signOfLife(gas("gas-1"), MINUTE_START))).isTrue();
        assertThat(signs.filter(signOfLife(gas("gas-1"), MINUTE_START + 59_999)))
                .isFalse();
        assertThat(signs.filter(signOfLife(gas("gas-2"), MINUTE_START + 59_999)))
                .isTrue();
        assertThat(signs.filter(signOfLife(gas("gas-1"), MINUTE_START + 60_000)))
                .isTrue();
    }

    @Test
    void everyBirthCounts() {
        for (int i = 0; i < 3; i++) {
            assertThat(signs.filter(message(gas("gas-1"), birth("asset-1", AssetState.INSTALLED, T), MINUTE_START)))
                    .isTrue();
        }
    }
}
