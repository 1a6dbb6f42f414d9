package io.citywatch.jobs.alarms.device;

import static io.citywatch.jobs.alarms.device.WatchedDevice.at;
import static io.citywatch.jobs.alarms.rule.DefaultRules.GAS_LEAK;
import static io.citywatch.jobs.alarms.rule.DefaultRules.SILENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.citywatch.jobs.alarms.AlarmMeter;
import io.citywatch.telemetry.alarm.AlarmAction.Verb;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Transition;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.message.AssetState;
import org.junit.jupiter.api.Test;

/** What nobody acknowledges: critical after 3 minutes, high after 10. */
class EscalationTest {
    private final WatchedDevice device = new WatchedDevice(FacilityKind.GAS);

    @Test
    void whatNobodyAcknowledgesIsEscalatedOnceAndAtItsTime() {
        device.gas(0, 25);
        device.obeys(1);
        device.passes(179);
        assertThat(device.causes(GAS_LEAK)).containsExactly("raise");

        device.passes(5000);

        assertThat(device.steps(GAS_LEAK).get(1))
                .extracting(Transition::cause, Transition::t, Transition::by, Transition::to)
                .containsExactly("escalate", at(180), "citywatch", AlarmState.UNACK);
        assertThat(device.causes(GAS_LEAK)).hasSize(2);
        assertThat(device.alarm(GAS_LEAK).handling().escalated()).isEqualTo(1);
        assertThat(device.counted(AlarmMeter.ESCALATED)).isEqualTo(1);
        assertThat(device.nextDeadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void anAcknowledgementCancelsItAndTakesTheMarkAway() {
        device.gas(0, 12);
        device.acknowledges(599, GAS_LEAK);
        device.passes(5000);
        assertThat(device.causes(GAS_LEAK)).containsExactly("raise", "acknowledge");

        device.gas(5001, 25);
        device.obeys(5002);
        device.passes(5181);
        assertThat(device.alarm(GAS_LEAK).handling().escalated()).isEqualTo(1);

        device.acknowledges(5200, GAS_LEAK);
        assertThat(device.alarm(GAS_LEAK).handling().escalated()).isZero();
    }

    @Test
    void anAcknowledgementThatComesTooLateFindsItEscalated() {
        device.gas(0, 25);
        device.obeys(1);
        device.acknowledges(180, GAS_LEAK);

        assertThat(device.causes(GAS_LEAK)).containsExactly("raise", "escalate", "acknowledge");
    }

    @Test
    void whatWorsensIsEscalatedByTheNearerOfBothTimes() {
        device.gas(0, 12);
        device.gas(590, 25);
        device.obeys(591);
        device.passes(2000);

        assertThat(device.steps(GAS_LEAK))
                .extracting(Transition::cause, Transition::t)
                .containsExactly(tuple("raise", at(0)), tuple("worsen", at(590)), tuple("escalate", at(600)));
    }

    @Test
    void whatWorsensAfterItsEscalationIsEscalatedAgain() {
        device.gas(0, 12);
        device.gas(700, 25);
        device.obeys(701);
        device.passes(2000);

        assertThat(device.causes(GAS_LEAK)).containsExactly("raise", "escalate", "worsen", "escalate");
        assertThat(device.alarm(GAS_LEAK).handling().escalated()).isEqualTo(2);
    }

    @Test
    void whatIsOverAndWasNeverSeenIsEscalatedToo() {
        device.gas(0, 25);
        device.obeys(1);
        device.gas(10, 0);
        device.gas(70, 0);
        device.passes(200);

        assertThat(device.causes(GAS_LEAK)).containsExactly("raise", "clear", "escalate");
        assertThat(device.alarm(GAS_LEAK).state()).isEqualTo(AlarmState.RTNUN);
    }

    @Test
    void whatIsPutAsideIsNotEscalated() {
        device.gas(0, 12);
        device.does(10, GAS_LEAK, Verb.SHELVE, "painting", 3600.0);
        device.passes(3000);

        assertThat(device.causes(GAS_LEAK)).containsExactly("raise", "shelve");
    }

    @Test
    void lowAndMediumAreNotEscalated() {
        device.birth(0, AssetState.COMMISSIONED, "detector_networked", 0);
        device.tick(10_000, -1000);

        assertThat(device.causes(SILENCE)).containsExactly("raise");
    }
}
