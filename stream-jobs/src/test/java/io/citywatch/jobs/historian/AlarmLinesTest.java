package io.citywatch.jobs.historian;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.influx.LineBuffer;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmSource;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.AlarmText;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.alarm.Transition;
import io.citywatch.telemetry.facility.FacilityKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlarmLinesTest {
    private static final Transition RAISED =
            step(100, AlarmState.NORM, AlarmState.UNACK, Severity.HIGH, "raise", null, 12.0);
    private static final Transition WORSENED =
            step(200, AlarmState.UNACK, AlarmState.UNACK, Severity.CRITICAL, "worsen", null, 25.0);
    private static final Transition ACKNOWLEDGED =
            step(300, AlarmState.UNACK, AlarmState.ACKED, Severity.CRITICAL, "acknowledge", "li", null);
    private static final Transition CLEARED =
            step(400, AlarmState.ACKED, AlarmState.NORM, Severity.CRITICAL, "clear", null, 1.0);
    private static final Transition RAISED_AGAIN =
            step(900, AlarmState.NORM, AlarmState.UNACK, Severity.HIGH, "raise", null, 11.0);

    @Test
    void everyTransitionIsAPoint() {
        List<String> lines = lines(alarm(95, true, true, 20.0, RAISED, WORSENED, ACKNOWLEDGED));

        assertThat(lines)
                .containsExactly(
                        "alarm,device=gas-1,district=410811,kind=gas,rule=gas-leak,severity=high,state=UNACK "
                                + "id=\"gas-1~gas-leak\",from=\"NORM\",cause=\"raise\",value=12.0,"
                                + "asset=\"asset-1\",onset=95.0,active=true,acknowledged=false 100000000",
                        "alarm,device=gas-1,district=410811,kind=gas,rule=gas-leak,severity=critical,state=UNACK "
                                + "id=\"gas-1~gas-leak\",from=\"UNACK\",cause=\"worsen\",value=25.0,"
                                + "asset=\"asset-1\",onset=95.0,active=true,acknowledged=false 200000000",
                        "alarm,device=gas-1,district=410811,kind=gas,rule=gas-leak,severity=critical,state=ACKED "
                                + "id=\"gas-1~gas-leak\",from=\"UNACK\",cause=\"acknowledge\",by=\"li\","
                                + "asset=\"asset-1\",onset=95.0,active=true,acknowledged=true,limit=20.0 300000000");
    }

    @Test
    void anEarlierEpisodeIsNotGivenTheWordsOfALaterOne() {
        List<String> lines = lines(alarm(890, true, false, 10.0, RAISED, CLEARED, RAISED_AGAIN));

        assertThat(lines.get(0)).contains(" 100000000").doesNotContain("onset").doesNotContain("limit");
        assertThat(lines.get(1))
                .contains("active=false,acknowledged=true 400000000")
                .doesNotContain("onset");
        assertThat(lines.get(2)).contains("onset=890.0").contains("limit=10.0");
    }

    @Test
    void whatIsWrittenForATransitionDoesNotDependOnHowOftenItWasWrittenBefore() {
        String first = lines(alarm(95, true, false, 10.0, RAISED)).get(0);
        String again = lines(alarm(95, true, true, 20.0, RAISED, WORSENED, ACKNOWLEDGED))
                .get(0);

        // The limit is known while the transition is the newest; a field that is not written again stays.
        assertThat(first.replace(",limit=10.0", "")).isEqualTo(again);
    }

    private static List<String> lines(Alarm alarm) {
        LineBuffer buffer = new LineBuffer();
        AlarmLines.write(alarm, buffer);
        return buffer.take().lines().toList();
    }

    private static Alarm alarm(long onset, boolean active, boolean acknowledged, double limit, Transition... history) {
        Transition newest = history[history.length - 1];
        return new Alarm(
                "gas-1~gas-leak",
                new AlarmSource("gas-1", "asset-1", FacilityKind.GAS, "410811"),
                "gas-leak",
                newest.severity(),
                newest.to(),
                active,
                acknowledged,
                onset,
                newest.t(),
                new Alarm.Evidence("gasLel", newest.value(), limit),
                new AlarmText("燃气泄漏", "Gas leak"),
                newest.t(),
                List.of(history));
    }

    private static Transition step(
            long t, AlarmState from, AlarmState to, Severity severity, String cause, String by, Double value) {
        return new Transition(t, from, to, severity, cause, by, null, value);
    }
}
