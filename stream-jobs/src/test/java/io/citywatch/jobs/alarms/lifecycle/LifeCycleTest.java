package io.citywatch.jobs.alarms.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmSource;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.AlarmText;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.alarm.lifecycle.Cause;
import io.citywatch.telemetry.facility.FacilityKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every step, whatever the state. */
class LifeCycleTest {
    private static final AlarmSource SOURCE = new AlarmSource("GAS-1", null, FacilityKind.GAS, "410811");

    /** Every state, with every pair of conditions that can lie beneath it, and every cause. */
    static Stream<Arguments> everything() {
        List<Arguments> all = new ArrayList<>();
        for (AlarmState state : AlarmState.values()) {
            if (state == AlarmState.LATCHED) {
                for (Cause cause : Cause.values()) {
                    all.add(Arguments.of(alarm(state, false, true).latched(), cause));
                }
                continue;
            }
            for (boolean active : new boolean[] {false, true}) {
                for (boolean acknowledged : new boolean[] {false, true}) {
                    boolean aside = state.isAside();
                    if (aside || AlarmState.of(active, acknowledged) == state) {
                        for (Cause cause : Cause.values()) {
                            all.add(Arguments.of(alarm(state, active, acknowledged), cause));
                        }
                    }
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("everything")
    void whatIsShownIsWhatHolds(LiveAlarm before, Cause cause) {
        LiveAlarm.Result result = before.after(new Step(cause, 100, null, null, null));

        if (result instanceof LiveAlarm.Result.Changed changed) {
            Alarm alarm = changed.alarm().alarm();
            if (!alarm.state().isAside()) {
                AlarmState condition = AlarmState.of(alarm.active(), alarm.acknowledged());
                boolean latched =
                        condition == AlarmState.NORM && alarm.handling().latched();
                assertThat(alarm.state()).isEqualTo(latched ? AlarmState.LATCHED : condition);
            }
            assertThat(alarm.version()).isEqualTo(100);
            assertThat(alarm.history()).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("everything")
    void theConditionChangesByItsOwnCausesAlone(LiveAlarm before, Cause cause) {
        LiveAlarm.Result result = before.after(new Step(cause, 100, null, null, null));

        boolean active = result instanceof LiveAlarm.Result.Changed changed
                ? changed.alarm().alarm().active()
                : before.alarm().active();
        if (cause == Cause.RAISE) {
            assertThat(active).isTrue();
        } else if (cause == Cause.CLEAR) {
            assertThat(active).isFalse();
        } else {
            assertThat(active).isEqualTo(before.alarm().active());
        }
    }

    @ParameterizedTest
    @MethodSource("everything")
    void theConditionIsNeverRefused(LiveAlarm before, Cause cause) {
        LiveAlarm.Result result = before.after(new Step(cause, 100, null, null, null));

        if (cause == Cause.RAISE || cause == Cause.WORSEN || cause == Cause.CLEAR) {
            assertThat(result).isNotInstanceOf(LiveAlarm.Result.Refused.class);
        }
    }

    static LiveAlarm alarm(AlarmState state, boolean active, boolean acknowledged) {
        return new LiveAlarm(
                new Alarm(
                        "GAS-1~gas-leak",
                        SOURCE,
                        "gas-leak",
                        Severity.HIGH,
                        state,
                        active,
                        acknowledged,
                        1,
                        1,
                        Alarm.Evidence.NONE,
                        new AlarmText("燃气泄漏", "Gas leak"),
                        1,
                        List.of()),
                null);
    }
}
