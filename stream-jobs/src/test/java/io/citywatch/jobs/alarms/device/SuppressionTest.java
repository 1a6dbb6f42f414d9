package io.citywatch.jobs.alarms.device;

import static io.citywatch.jobs.alarms.device.WatchedDevice.at;
import static io.citywatch.jobs.alarms.rule.DefaultRules.DEVICE_ALARM;
import static io.citywatch.jobs.alarms.rule.DefaultRules.GAS_LEAK;
import static io.citywatch.jobs.alarms.rule.DefaultRules.MANHOLE_TILT;
import static io.citywatch.jobs.alarms.rule.DefaultRules.SILENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.citywatch.jobs.alarms.AlarmMeter;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmAction.Verb;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Transition;
import io.citywatch.telemetry.alarm.lifecycle.Refusal;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.message.AssetState;
import io.citywatch.telemetry.message.EventType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Suppression by design, and out of service. */
class SuppressionTest {
    private static final String ORDER = "WO-2023-117";

    private final WatchedDevice gas = new WatchedDevice(FacilityKind.GAS);
    private final WatchedDevice cover = new WatchedDevice(FacilityKind.MANHOLE);

    @Test
    void allAlarmsOfTheDeviceAreSuppressedAndSayWhoAndWhyAndHowLong() {
        gas.gas(0, 12);
        gas.event(1, EventType.ALARM);
        suppress(gas, 10, 3600.0, ORDER);

        for (String rule : new String[] {GAS_LEAK, DEVICE_ALARM}) {
            Alarm alarm = gas.alarm(rule);
            assertThat(alarm.state()).isEqualTo(AlarmState.SUPPRESSED);
            assertThat(alarm.handling()).isEqualTo(new Alarm.Handling(0, false, at(3600), ORDER));
            assertThat(alarm.history().get(1))
                    .extracting(Transition::cause, Transition::t, Transition::by, Transition::reason)
                    .containsExactly("suppress", at(10), "operator/li", "renewal");
        }
        assertThat(gas.counted(AlarmMeter.ACTIONS)).isEqualTo(1);
    }

    @Test
    void whatBecomesTrueMeanwhileIsRecordedAndTheValveIsClosedAllTheSame() {
        gas.gas(0, 0);
        suppress(gas, 10, 3600.0, ORDER);
        gas.gas(20, 25);

        assertThat(gas.alarm(GAS_LEAK).state()).isEqualTo(AlarmState.SUPPRESSED);
        assertThat(gas.alarm(GAS_LEAK).active()).isTrue();
        assertThat(gas.causes(GAS_LEAK)).containsExactly("suppress", "raise");
        assertThat(gas.commands(Command.Verb.CLOSE_VALVE)).hasSize(1);
    }

    @Test
    void atItsEndEachTakesTheStateThatItsConditionHasThen() {
        gas.gas(0, 12);
        gas.event(1, EventType.ALARM);
        suppress(gas, 10, 3600.0, ORDER);
        gas.event(20, EventType.RESTORE);
        assertThat(gas.nextDeadline()).isEqualTo(at(3600));

        gas.passes(4000);

        assertThat(gas.alarm(GAS_LEAK).state()).isEqualTo(AlarmState.UNACK);
        assertThat(gas.alarm(DEVICE_ALARM).state()).isEqualTo(AlarmState.NORM);
        assertThat(gas.alarm(GAS_LEAK).updated()).isEqualTo(at(3600));
        assertThat(gas.alarm(GAS_LEAK).handling()).isEqualTo(Alarm.Handling.NONE);
    }

    @Test
    void whatNobodyHadSeenBeforeTheWorkIsStillUnseenAfterIt() {
        gas.gas(0, 12);
        gas.gas(10, 0);
        gas.gas(70, 0);
        suppress(gas, 80, 3600.0, ORDER);
        gas.does(90, GAS_LEAK, Verb.UNSUPPRESS, "done early", null);

        assertThat(gas.alarm(GAS_LEAK).state()).isEqualTo(AlarmState.RTNUN);
    }

    @Test
    void silenceIsSuppressedByItsOwnClockAndARepeatTellsTheSame() {
        cover.birth(0, AssetState.COMMISSIONED, "cover_tilt", 0);
        cover.acts(0, 100, MANHOLE_TILT, Verb.SUPPRESS, "renewal", 400.0);
        cover.tilt(500, 0);
        assertThat(cover.causes(SILENCE)).isEmpty();

        cover.tick(600, -1000);

        assertThat(cover.alarm(SILENCE).history())
                .extracting(Transition::cause, Transition::t, Transition::to)
                .containsExactly(
                        tuple("suppress", at(186), AlarmState.SUPPRESSED),
                        tuple("raise", at(186) + 1, AlarmState.SUPPRESSED),
                        tuple("unsuppress", at(400), AlarmState.UNACK),
                        tuple("clear", at(500), AlarmState.RTNUN));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-,3600,WO,REASON_MISSING",
                "' ',3600,WO,REASON_MISSING",
                "why,-,WO,UNTIL_OUT_OF_RANGE",
                "why,10,WO,UNTIL_OUT_OF_RANGE",
                "why,604811,WO,UNTIL_OUT_OF_RANGE",
                "why,3600,-,WORK_ORDER_MISSING",
                "why,3600,' ',WORK_ORDER_MISSING"
            })
    void gasIsSuppressedUnderAWorkOrderWithReasonAndEndOnly(
            @Nullable String reason, @Nullable Double until, @Nullable String workOrder, Refusal expected) {
        gas.gas(0, 12);
        gas.acts(10, 10, GAS_LEAK, Verb.SUPPRESS, reason, until, workOrder);

        assertThat(gas.refusals).containsExactly(expected);
        assertThat(gas.alarm(GAS_LEAK).state()).isEqualTo(AlarmState.UNACK);
    }

    @Test
    void aCoverNeedsNoWorkOrder() {
        cover.tilt(0, 100);
        suppress(cover, 10, 604_810.0, null);

        assertThat(cover.alarm(MANHOLE_TILT).state()).isEqualTo(AlarmState.SUPPRESSED);
    }

    @Test
    void theSecondOfTwoIsRefused() {
        cover.tilt(0, 100);
        suppress(cover, 10, 3600.0, null);
        suppress(cover, 10, 7200.0, null);
        cover.does(20, MANHOLE_TILT, Verb.UNSUPPRESS, null, null);
        cover.does(20, MANHOLE_TILT, Verb.UNSUPPRESS, null, null);

        assertThat(cover.refusals).containsExactly(Refusal.ALREADY_SUPPRESSED, Refusal.NOT_SUPPRESSED);
        assertThat(cover.causes(MANHOLE_TILT)).containsExactly("raise", "suppress", "unsuppress");
        assertThat(cover.counted(AlarmMeter.REFUSED)).isEqualTo(2);
    }

    @Test
    void aDeviceThatNeverSpokeIsNotSuppressed() {
        suppress(cover, 10, 3600.0, null);

        assertThat(cover.refusals).containsExactly(Refusal.UNKNOWN_ALARM);
        assertThat(cover.state().isEmpty()).isTrue();
    }

    @Test
    void outOfServiceHasNoEndAndComesBackAsItsConditionIs() {
        gas.gas(0, 12);
        gas.acts(10, 10, GAS_LEAK, Verb.OUT_OF_SERVICE, "sensor being replaced", null, ORDER);
        gas.gas(20, 25);
        gas.passes(1_000_000);
        assertThat(gas.alarm(GAS_LEAK).state()).isEqualTo(AlarmState.OUT_OF_SERVICE);
        assertThat(gas.alarm(GAS_LEAK).handling().workOrder()).isEqualTo(ORDER);

        gas.does(1_000_010, GAS_LEAK, Verb.RETURN_TO_SERVICE, "replaced", null);

        assertThat(gas.alarm(GAS_LEAK).state()).isEqualTo(AlarmState.UNACK);
        assertThat(gas.causes(GAS_LEAK)).containsExactly("raise", "outOfService", "worsen", "returnToService");
    }

    @Test
    void outOfServiceNeedsAReasonAndForGasAWorkOrder() {
        gas.gas(0, 12);
        gas.acts(10, 10, GAS_LEAK, Verb.OUT_OF_SERVICE, null, null, ORDER);
        gas.acts(10, 10, GAS_LEAK, Verb.OUT_OF_SERVICE, "sensor being replaced", null, null);

        assertThat(gas.refusals).containsExactly(Refusal.REASON_MISSING, Refusal.WORK_ORDER_MISSING);
    }

    @Test
    void whatReturnsToServiceWhileWorkGoesOnIsSuppressed() {
        cover.tilt(0, 100);
        cover.does(10, MANHOLE_TILT, Verb.OUT_OF_SERVICE, "hinge broken", null);
        suppress(cover, 20, 3600.0, null);
        assertThat(cover.alarm(MANHOLE_TILT).state()).isEqualTo(AlarmState.OUT_OF_SERVICE);

        cover.does(30, MANHOLE_TILT, Verb.RETURN_TO_SERVICE, null, null);

        assertThat(cover.alarm(MANHOLE_TILT).state()).isEqualTo(AlarmState.SUPPRESSED);
        cover.passes(3600);
        assertThat(cover.alarm(MANHOLE_TILT).state()).isEqualTo(AlarmState.UNACK);
    }

    @Test
    void aDeviceThatIsInstalledDuringTheWorkIsSuppressedUntilItsEnd() {
        gas.worksAtAsset(10, 3600.0, ORDER);
        gas.birth(20, AssetState.COMMISSIONED, "detector_networked", 0);
        gas.gas(30, 25);
        gas.tick(400, -1000);

        for (String rule : new String[] {GAS_LEAK, SILENCE}) {
            assertThat(gas.alarm(rule).state()).as(rule).isEqualTo(AlarmState.SUPPRESSED);
            assertThat(gas.alarm(rule).handling()).isEqualTo(new Alarm.Handling(0, false, at(3600), ORDER));
            assertThat(gas.alarm(rule).history().get(0))
                    .extracting(Transition::cause, Transition::by, Transition::reason)
                    .containsExactly("suppress", "operator/li", "renewal");
        }
        assertThat(gas.commands(Command.Verb.CLOSE_VALVE)).isNotEmpty();
        gas.tick(3700, -1000);
        assertThat(gas.alarm(GAS_LEAK).state()).isEqualTo(AlarmState.UNACK);
        assertThat(gas.alarm(GAS_LEAK).updated()).isEqualTo(at(3600));
        assertThat(gas.alarm(SILENCE).state()).isEqualTo(AlarmState.UNACK);
        assertThat(gas.refusals).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"5,false", "10,true", "49,true", "50,false", "61,false", "3600,false"})
    void onlyWhoIsInstalledBetweenItsBeginAndItsEndIsSuppressed(double installed, boolean suppressed) {
        // Known all along, as in a replay
        cover.worksAtAsset(10, 60.0, null);
        cover.worksAtAsset(50, null, null);
        cover.birth(installed, AssetState.COMMISSIONED, "cover_tilt", 0);
        cover.tilt(installed, 95);

        assertThat(cover.alarm(MANHOLE_TILT).state()).isEqualTo(suppressed ? AlarmState.SUPPRESSED : AlarmState.UNACK);
    }

    @Test
    void whoIsBornAgainDuringTheWorkIsSuppressedOnce() {
        cover.worksAtAsset(10, 3600.0, null);
        cover.birth(20, AssetState.COMMISSIONED, "cover_tilt", 0);
        cover.birth(30, AssetState.COMMISSIONED, "cover_tilt", 0);

        assertThat(cover.counted(AlarmMeter.ACTIONS)).isEqualTo(1);
        assertThat(cover.refusals).isEmpty();
    }

    @Test
    void aGasDeviceIsNotSuppressedByWorkWithoutAWorkOrder() {
        gas.worksAtAsset(10, 3600.0, null);
        gas.birth(20, AssetState.COMMISSIONED, "detector_networked", 0);
        gas.gas(30, 25);

        assertThat(gas.refusals).containsExactly(Refusal.WORK_ORDER_MISSING);
        assertThat(gas.alarm(GAS_LEAK).state()).isEqualTo(AlarmState.UNACK);
    }

    private static void suppress(WatchedDevice device, double second, Double until, @Nullable String workOrder) {
        String rule = device.address.kind() == FacilityKind.GAS ? GAS_LEAK : MANHOLE_TILT;
        device.acts(second, second, rule, Verb.SUPPRESS, "renewal", until, workOrder);
    }
}
