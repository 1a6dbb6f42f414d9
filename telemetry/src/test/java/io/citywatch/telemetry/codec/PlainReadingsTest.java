package io.citywatch.telemetry.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.facility.SensorState;
import io.citywatch.telemetry.message.Reading;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainReadingsTest {
    private static final long ARRIVAL = 1_676_339_401_000L;

    private final PlainReadings readings = new PlainReadings();

    @Test
    void itReadsWhatADetectorSends() {
        assertThat(gas("{\"t\": 1676339400000, \"seq\": 42, \"gasLel\": 3.2, \"valveOpen\": true, \"batteryPct\": 88, "
                        + "\"rssiDbm\": -97, \"sensorState\": \"normal\"}\n"))
                .isEqualTo(Reading.at(1_676_339_400_000L)
                        .seq(42)
                        .with(Metric.GAS_LEL, 3.2)
                        .with(Metric.VALVE_OPEN, true)
                        .with(Metric.BATTERY_PCT, 88)
                        .with(Metric.RSSI_DBM, -97)
                        .with(SensorState.NORMAL)
                        .build());
    }

    @Test
    void aReadingWithoutATimeIsOfItsArrival() {
        assertThat(gas("{\"gasLel\":0.125,\"valveOpen\":0}"))
                .isEqualTo(Reading.at(ARRIVAL)
                        .with(Metric.GAS_LEL, 0.125)
                        .with(Metric.VALVE_OPEN, false)
                        .build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"t\":1676339400000}",
                "[{\"gasLel\":1}]",
                "{\"gasLel\":1}{",
                "{\"gasLel\":1,}",
                "{\"gasLel\":null}",
                "{\"gasLel\":1e1}",
                "{\"gasLel\":-0.0}",
                "{\"gasLel\":1,\"gasLel\":1}",
                "{\"gasLel\":2001}",
                "{\"gas\\u004cel\":1}",
                "{\"tiltDeg\":1}",
                "{\"gasLel\":1,\"t\":1676339400}",
                "{\"gasLel\":1,\"t\":1676339801000}",
                "{\"gasLel\":1234567890.1234567}",
                "{\"gasLel\":1,\"sensorState\":\"strange\"}",
                "{\"gasLel\":1,\"valveOpen\":2}"
            })
    void whatIsUnusualIsLeftToOthers(String payload) {
        assertThat(gas(payload)).isNull();
    }

    private @Nullable Reading gas(String payload) {
        return readings.read(payload.getBytes(StandardCharsets.UTF_8), FacilityKind.GAS, ARRIVAL);
    }
}
