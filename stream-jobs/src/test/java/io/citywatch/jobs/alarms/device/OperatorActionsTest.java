package io.citywatch.jobs.alarms.device;

import static io.citywatch.jobs.alarms.device.WatchedDevice.at;
import static io.citywatch.jobs.alarms.rule.DefaultRules.GAS_LEAK;
import static io.citywatch.jobs.alarms.rule.DefaultRules.MANHOLE_TILT;
import static io.citywatch.jobs.alarms.rule.DefaultRules.SILENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.citywatch.jobs.alarms.AlarmMeter;
import io.citywatch.telemetry.alarm.AlarmAction.Verb;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Transition;
import io.citywatch.telemetry.alarm.lifecycle.Refusal;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.message.AssetState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorActionsTest {
    private final WatchedDevice device = new WatchedDevice(FacilityKind.GAS);

    @Test
    void twoOperatorsAtOnceMakeOneHistory() {
        device.gas(0, 12);
        device.acknowledges(5, GAS_LEAK);
        device.acknowledges(5, GAS_LEAK);

        assertThat(device.alarm(GAS_LEAK).state()).isEqualTo(AlarmState.ACKED);
        assertThat(device.alarm(GAS_LEAK).history().get(1))
                .isEqualTo(new Transition(
                        at(5),
                        AlarmState.UNACK,
                        AlarmState.ACKED,
                        device.alarm(GAS_LEAK).severity(),
                        "acknowledge",
                        "operator/li",
                        null,
                        null));
        assertThat(device.alarms).hasSize(2);
        assertThat(device.counted(AlarmMeter.REFUSED)).isEqualTo(1);
    }

    @Test
    void whatNobodyHasSeenIsNotAcknowledged() {
        device.gas(0, 12);
        device.gas(10, 25);
        device.acknowledges(9, GAS_LEAK);

        assertThat(device.alarm(GAS_LEAK).state()).isEqualTo(AlarmState.UNACK);
        assertThat(device.refusals).containsExactly(Refusal.OVERTAKEN);
    }

    @Test
    void whatIsOverAndSeenIsNormal() {
        device.gas(0, 12);
        device.gas(10, 0);
        device.gas(70, 0);
        device.acknowledges(80, GAS_LEAK);

        assertThat(device.alarm(GAS_LEAK).state()).isEqualTo(AlarmState.NORM);

        device.acknowledges(90, GAS_LEAK);
        assertThat(device.counted(AlarmMeter.REFUSED)).isEqualTo(1);
    }

    @Test
    void anAlarmThatNeverWasCannotBeAcknowledged() {
        device.acknowledges(0, GAS_LEAK);
        device.acknowledges(0, "no-such-rule");

        assertThat(device.alarms).isEmpty();
        assertThat(device.refusals).containsExactly(Refusal.UNKNOWN_ALARM, Refusal.UNKNOWN_ALARM);
    }

    @Test
    void aShelfHasAnEnd() {
        device.gas(0, 12);
        device.does(1, GAS_LEAK, Verb.SHELVE, "painting", 3601.0);
        assertThat(device.alarm(GAS_LEAK).state()).isEqualTo(AlarmState.SHELVED);
        assertThat(device.nextDeadline()).isEqualTo(at(3601));

        device.passes(4000);

        assertThat(device.alarm(GAS_LEAK).state()).isEqualTo(AlarmState.UNACK);
        assertThat(device.alarm(GAS_LEAK).updated()).isEqualTo(at(3601));
        assertThat(device.alarm(GAS_LEAK).handling().until()).isNull();
        // Back from the shelf it calls anew, and what nobody answers is escalated
        assertThat(device.nextDeadline()).isEqualTo(at(3601 + 600));
    }

    @Test
    void anOperatorTakesItOffTheShelf() {
        device.gas(0, 12);
        device.does(1, GAS_LEAK, Verb.SHELVE, "painting", 3601.0);
        device.does(2, GAS_LEAK, Verb.UNSHELVE, null, null);

        assertThat(device.alarm(GAS_LEAK).state()).isEqualTo(AlarmState.UNACK);
        assertThat(device.nextDeadline()).isEqualTo(at(2 + 600));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-,3600", "' ',3600", "why,-", "why,10", "why,86411"})
    void aShelfNeedsAReasonAndAnEndWithinADay(String reason, Double until) {
        device.gas(0, 12);
        device.does(10, GAS_LEAK, Verb.SHELVE, reason, until);

        assertThat(device.alarm(GAS_LEAK).state()).isEqualTo(AlarmState.UNACK);
        assertThat(device.counted(AlarmMeter.REFUSED)).isEqualTo(1);
    }

    @Test
    void aDeadlineBeforeAnActionComesFirst() {
        WatchedDevice cover = new WatchedDevice(FacilityKind.MANHOLE);
        cover.tilt(0, 20);
        cover.acknowledges(31, MANHOLE_TILT);

        assertThat(cover.causes(MANHOLE_TILT)).containsExactly("raise", "acknowledge");
    }

    @Test
    void inAReplayAnActionFallsWhereItFellAtFirst() {
        device.birth(0, AssetState.COMMISSIONED, "detector_networked", 0);
        device.acts(0, 400, GAS_LEAK, Verb.ACKNOWLEDGE, null, null);
        device.acts(0, 200, SILENCE, Verb.ACKNOWLEDGE, null, null);
        device.gas(300, 12);
        device.gas(500, 20);
        assertThat(device.causes(GAS_LEAK)).containsExactly("raise", "acknowledge", "worsen");
        assertThat(device.causes(SILENCE)).isEmpty();

        device.tick(600, -1000);

        assertThat(device.alarm(SILENCE).history())
                .extracting(Transition::cause, Transition::t)
                .startsWith(tuple("raise", at(186)), tuple("acknowledge", at(200)), tuple("clear", at(300)));
    }
}
