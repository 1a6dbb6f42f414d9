package io.citywatch.console.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.console.testkit.Alarms;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.FacilityKind;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AlarmViewTest {
    private final AlarmView view = new AlarmView();

    @Test
    void highestVersionHoldsWhateverTheOrder() {
        Alarm raised = Alarms.gas("g", Severity.HIGH, 1_000);
        Alarm seen = Alarms.step(raised, AlarmState.ACKED, "acknowledge", "operator/wang", null, 2_000);

        assertThat(view.apply(seen)).isTrue();
        assertThat(view.apply(raised)).isFalse();
        assertThat(view.apply(seen)).isFalse();

        assertThat(view.get(raised.id())).isEqualTo(seen);
    }

    @Test
    void whatStandsComesFirstThenTheWorstThenTheUnseenThenWhatGoesOnThenTheNewest() {
        Alarm low = Alarms.silence("low", FacilityKind.WASTE, "410811", 9_000);
        Alarm critical = Alarms.gas("critical", Severity.CRITICAL, 1_000);
        Alarm seen = Alarms.step(
                Alarms.gas("seen", Severity.HIGH, 8_000), AlarmState.ACKED, "acknowledge", "o", null, 8_500);
        Alarm older = Alarms.gas("older", Severity.HIGH, 2_000);
        Alarm newer = Alarms.gas("newer", Severity.HIGH, 3_000);
        Alarm over =
                Alarms.step(Alarms.gas("over", Severity.HIGH, 5_000), AlarmState.RTNUN, "clear", null, null, 5_500);
        Alarm shelved =
                Alarms.step(Alarms.gas("shelved", Severity.HIGH, 4_000), AlarmState.SHELVED, "shelve", "o", "r", 4_500);

        for (Alarm alarm : new Alarm[] {low, shelved, over, seen, older, critical, newer}) {
            view.apply(alarm);
        }

        assertThat(view.list(AlarmFilter.PRESENT)).containsExactly(critical, newer, older, over, seen, low, shelved);
    }

    @Test
    void alarmsOfADeviceAreItsAlone() {
        Alarm its = Alarms.gas("gas-1", Severity.HIGH, 1);
        view.apply(its);
        view.apply(Alarms.gas("gas-10", Severity.HIGH, 1));
        view.apply(Alarms.gas("gas-1.a", Severity.HIGH, 1));

        assertThat(view.ofDevice("gas-1")).containsExactly(its);
        assertThat(view.ofDevice("gas")).isEmpty();
    }

    @Test
    void expectationIsMetByALaterVersionThatFits() {
        Alarm raised = Alarms.gas("g", Severity.HIGH, 1_000);
        view.apply(raised);
        CompletableFuture<Alarm> seen = view.expect(raised.id(), raised.version(), Alarm::acknowledged);

        view.apply(Alarms.gas("other", Severity.HIGH, 2_000));
        Alarm returned = Alarms.step(raised, AlarmState.RTNUN, "clear", null, null, 2_000);
        view.apply(returned);
        assertThat(seen).isNotDone();
        Alarm over = Alarms.step(returned, AlarmState.NORM, "acknowledge", "operator/wang", null, 3_000);
        view.apply(over);

        assertThat(seen).isCompletedWithValue(over);
    }

    @Test
    void countsWhatStands() {
        Alarm alarm = Alarms.gas("g", Severity.HIGH, 1_000);
        view.apply(alarm);
        view.apply(Alarms.gas("h", Severity.CRITICAL, 1_000));
        assertThat(view.standing(Severity.HIGH)).isEqualTo(1);

        view.apply(Alarms.step(alarm, AlarmState.SHELVED, "shelve", "o", "r", 2_000));

        assertThat(view.standing(Severity.HIGH)).isZero();
        assertThat(view.present()).isEqualTo(2);
    }
}
