package io.citywatch.jobs.alarms.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.jobs.alarms.rule.DefaultRules;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.SensorState;
import io.citywatch.telemetry.message.Reading;
import org.junit.jupiter.api.Test;

class CompositeStateTest {
    private static final long HOUR = 3_600_000;

    @Test
    void whatWasRememberedOfFewerConditionsGoesOnWithTheOthersUnseen() {
        AnyOfDetector sensor =
                (AnyOfDetector) DefaultRules.book().rule("gas-sensor-fault").detector();
        CompositeState ofTwo = new CompositeState(2);
        assertThat(sensor.of()).hasSize(3);
        assertThat(sensor.deadline(ofTwo)).isEqualTo(Detector.NEVER);
        Reading reading = Reading.at(HOUR).with(SensorState.WARMUP).build();

        assertThat(sensor.observe(ofTwo, new Observation(reading, HOUR, HOUR, null)))
                .isNull();

        assertThat(sensor.deadline(ofTwo)).isEqualTo(3 * HOUR);
        assertThat(sensor.elapse(ofTwo, 3 * HOUR, null))
                .isInstanceOfSatisfying(Finding.Present.class, present -> assertThat(present.severity())
                        .isEqualTo(Severity.LOW));
    }
}
