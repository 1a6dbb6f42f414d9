package io.citywatch.devices;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.devices.fleet.Fleet;
import io.citywatch.devices.fleet.FleetPlan;
import io.citywatch.devices.fleet.Noise;
import io.citywatch.telemetry.programme.Programme;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharesTest {
    private final Fleet small = new Fleet(FleetPlan.Size.SMALL.plan(), Programme.bundled(), new Noise(1));

    /** 31 and its like are what the hash of a string multiplies by. */
    @ParameterizedTest
    @ValueSource(ints = {2, 10, 31, 32, 62})
    void concentratorsCarryAboutTheSame(int concentrators) {
        int alone = Shares.largestShare(small, 1);

        assertThat(Shares.largestShare(small, concentrators))
                .isBetween(alone / concentrators, 2 * alone / concentrators + 5);
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 100, 1_000})
    void asManyConcentratorsAsAreNeededAreEnoughAndOneLessIsNot(int most) {
        int least = Shares.leastConcentrators(small, most);

        assertThat(least).isGreaterThan(1);
        assertThat(Shares.largestShare(small, least)).isLessThanOrEqualTo(most);
        assertThat(Shares.largestShare(small, least - 1)).isGreaterThan(most);
    }
}
