package io.citywatch.telemetry.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.facility.SensorState;
import org.junit.jupiter.api.Test;

class ReadingTest {
    @Test
    void givesEachMetricItsOwnValueInWhateverOrderTheyWereSet() {
        Reading reading = Reading.at(5)
                .with(Metric.FILL_PCT, 80)
                .with(SensorState.FAULT)
                .with(Metric.BATTERY_PCT, 7)
                .build();

        assertThat(reading.value(Metric.BATTERY_PCT)).isEqualTo(7);
        assertThat(reading.value(Metric.FILL_PCT)).isEqualTo(80);
        assertThat(reading.sensorState()).isEqualTo(SensorState.FAULT);
        assertThat(reading.valueOr(Metric.GAS_LEL, -1)).isEqualTo(-1);
        assertThat(reading).hasToString("Reading[t=5, batteryPct=7.0, sensorState=2.0, fillPct=80.0]");
    }

    @Test
    void refusesWhatWasNotMeasuredAndWhatIsOutOfRange() {
        Reading reading = Reading.at(5).with(Metric.GAS_LEL, 1).build();

        assertThatThrownBy(() -> reading.value(Metric.CO_PPM)).hasMessage("coPpm was not measured");
        assertThatThrownBy(() -> Reading.at(5).with(Metric.BATTERY_PCT, 101)).hasMessageContaining("outside");
        assertThatThrownBy(() -> Reading.at(5).with(Metric.GAS_LEL, Double.NaN)).hasMessageContaining("outside");
        assertThatThrownBy(() -> new Reading(5, null, 3, new double[1])).hasMessageContaining("do not belong");
    }
}
