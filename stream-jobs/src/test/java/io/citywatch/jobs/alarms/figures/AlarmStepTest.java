package io.citywatch.jobs.alarms.figures;

import static io.citywatch.jobs.alarms.rule.DefaultRules.GAS_LEAK;
import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.alarms.device.WatchedDevice;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.message.EventType;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlarmStepTest {
    private final WatchedDevice device = new WatchedDevice(FacilityKind.GAS);

    @Test
    void anAlarmThatActsCallsOnceHoweverOftenItsDeviceIsTold() {
        device.gas(0, 25);
        device.tick(6, -1000);
        device.tick(17, -1000);

        List<Alarm> written = device.alarms.stream()
                .filter(alarm -> alarm.rule().equals(GAS_LEAK))
                .toList();
        assertThat(written.get(0).history()).hasSize(3);
        assertThat(written).hasSizeGreaterThan(2);
        assertThat(written)
                .extracting(alarm -> AlarmStep.of(alarm).now().calls())
                .startsWith(true)
                .containsOnlyOnce(true);
    }

    @Test
    void oneThatBecomesWorseCallsAgainAlsoWhereItsActionIsKeptBack() {
        device.event(0, EventType.SELF_TEST);
        device.gas(1, 12);
        device.gas(2, 25);

        assertThat(device.alarm(GAS_LEAK).history()).extracting("cause").endsWith("worsen", "withheld", "withheld");
        assertThat(AlarmStep.of(device.alarm(GAS_LEAK)).now().calls()).isTrue();
        assertThat(AlarmStep.call(device.alarm(GAS_LEAK))).extracting("cause").isEqualTo("worsen");
    }
}
