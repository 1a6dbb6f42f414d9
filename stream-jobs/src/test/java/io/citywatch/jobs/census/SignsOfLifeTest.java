package io.citywatch.jobs.census;

import static io.citywatch.jobs.census.Births.T;
import static io.citywatch.jobs.census.Births.again;
import static io.citywatch.jobs.census.Births.birth;
import static io.citywatch.jobs.census.Births.gas;
import static io.citywatch.jobs.census.Births.message;
import static io.citywatch.jobs.census.Births.signOfLife;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.uplink.DeviceUplink;
import io.citywatch.telemetry.facility.SensorState;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.topic.Channel;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
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
    void aLastWillIsNoSignOfLife() {
        assertThat(signs.filter(new DeviceUplink(gas("gas-1"), Channel.DEATH, MINUTE_START, List.of(), null)))
                .isFalse();
        assertThat(signs.filter(signOfLife(gas("gas-1"), MINUTE_START + 1))).isTrue();
    }

    @Test
    void whatIsSentThroughAgainIsNoSignOfLifeAndHidesNone() {
        assertThat(signs.filter(again(gas("gas-1"), Channel.TELEMETRY, MINUTE_START, List.of())))
                .isFalse();
        assertThat(signs.filter(signOfLife(gas("gas-1"), MINUTE_START + 1))).isTrue();
    }

    @Test
    void theFirstGoodStateAfterABadOneComesThroughInTheSameMinute() {
        assertThat(signs.filter(state(SensorState.NORMAL, 0))).isTrue();
        assertThat(signs.filter(state(SensorState.NORMAL, 1))).isFalse();
        assertThat(signs.filter(state(SensorState.FAULT, 2))).isTrue();
        assertThat(signs.filter(signOfLife(gas("gas-1"), MINUTE_START + 3))).isFalse();
        assertThat(signs.filter(state(SensorState.NORMAL, 4))).isTrue();
        assertThat(signs.filter(state(SensorState.NORMAL, 5))).isFalse();
    }

    /** Whatever stood in the table when the log was read on: the device is in the end what it was said to be last. */
    @Property
    void whatIsThinnedAwayChangesNoCondition(
            @ForAll("states") List<Optional<SensorState>> states, @ForAll @IntRange(max = 20) int failover) {
        SignsOfLife thinning = new SignsOfLife();
        BoundDevice.Condition all = BoundDevice.Condition.UNKNOWN;
        BoundDevice.Condition thinned = BoundDevice.Condition.UNKNOWN;
        for (int i = 0; i < states.size(); i++) {
            if (i == failover) {
                thinning = new SignsOfLife();
            }
            DeviceUplink message = states.get(i).isEmpty()
                    ? signOfLife(gas("gas-1"), MINUTE_START + i)
                    : state(states.get(i).get(), i);
            all = after(all, message);
            thinned = thinning.filter(message) ? after(thinned, message) : thinned;
        }

        assertThat(thinned.faulty()).isEqualTo(all.faulty());
        assertThat(thinned.expired()).isEqualTo(all.expired());
    }

    @Provide
    Arbitrary<List<Optional<SensorState>>> states() {
        return Arbitraries.of(
                        Optional.<SensorState>empty(),
                        Optional.of(SensorState.NORMAL),
                        Optional.of(SensorState.FAULT),
                        Optional.of(SensorState.EXPIRED),
                        Optional.of(SensorState.WARMUP))
                .list()
                .ofMaxSize(20);
    }

    private static BoundDevice.Condition after(BoundDevice.Condition before, DeviceUplink message) {
        BoundDevice.Condition condition = before;
        for (DeviceMessage content : message.messages()) {
            condition = Conditions.after(condition, content, message.arrival());
        }
        return condition;
    }

    private static DeviceUplink state(SensorState state, long after) {
        long t = MINUTE_START + after;
        return new DeviceUplink(
                gas("gas-1"),
                Channel.TELEMETRY,
                t,
                List.of(Reading.at(t).with(state).build()),
                null);
    }

    @Test
    void everyBirthCounts() {
        for (int i = 0; i < 3; i++) {
            assertThat(signs.filter(message(gas("gas-1"), birth("asset-1", AssetState.INSTALLED, T), MINUTE_START)))
                    .isTrue();
        }
    }
}
