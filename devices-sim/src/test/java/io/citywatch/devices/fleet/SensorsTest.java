package io.citywatch.devices.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.programme.Programme;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SensorsTest {
    private static final long HOUR_MICROS = 3_600_000_000L;

    private final Fleet fleet = new Fleet(FleetPlan.Size.CITY.plan(), Programme.bundled(), new Noise(1));
    private final Sensors sensors = new Sensors(fleet, new Certificates(fleet), new DayClock(0, Duration.ofDays(1)));

    @Test
    void drawsLessThanHalfTheDaysMeanOfWaterByNight() {
        int pipe = group(FacilityKind.WATER_PIPE).first();
        double mean = IntStream.range(0, 96)
                .mapToDouble(quarter -> measure(pipe, quarter * HOUR_MICROS / 4).value(Metric.FLOW_M3H))
                .average()
                .orElseThrow();

        assertThat(measure(pipe, 3 * HOUR_MICROS).value(Metric.FLOW_M3H)).isLessThan(mean / 2);
        assertThat(measure(pipe, 3 * HOUR_MICROS).value(Metric.PRESSURE_KPA))
                .isGreaterThan(measure(pipe, 19 * HOUR_MICROS).value(Metric.PRESSURE_KPA));
    }

    @Test
    void fillsTheBaysByDay() {
        assertThat(occupied(14)).isBetween(0.8, 0.9);
        assertThat(occupied(28)).isBetween(0.1, 0.25);
    }

    @Test
    void noBayFlapsWhereADayLastsAnHour() {
        Sensors quick = new Sensors(fleet, new Certificates(fleet), new DayClock(0, Duration.ofHours(1)));
        Group bays = group(FacilityKind.PARKING);
        long step = fleet.reportInterval(bays.first()).toMillis() * 1000;
        int most = 0;
        for (int bay = bays.first(); bay < bays.first() + bays.count(); bay++) {
            List<Long> changes = new ArrayList<>();
            boolean before = false;
            for (long t = 0; t < HOUR_MICROS; t += step) {
                Reading.Builder reading = Reading.at(0);
                quick.measure(bay, t, reading);
                if (reading.build().isTrue(Metric.OCCUPIED) != before) {
                    before = !before;
                    changes.add(t);
                }
            }
            for (long from : changes) {
                most = Math.max(most, (int) changes.stream()
                        .filter(t -> t >= from && t <= from + HOUR_MICROS / 6)
                        .count());
            }
        }

        assertThat(most).isBetween(1, 5);
    }

    @Test
    void fillsBinsAndEmptiesThem() {
        int bin = group(FacilityKind.WASTE).first();

        List<Double> fill = new ArrayList<>();
        for (int hour = 0; hour < 72; hour++) {
            fill.add(measure(bin, hour * HOUR_MICROS).value(Metric.FILL_PCT));
        }

        long emptied = IntStream.range(1, 72)
                .filter(i -> fill.get(i) < fill.get(i - 1))
                .count();
        assertThat(emptied).isBetween(2L, 6L);
        assertThat(fill).allMatch(percent -> percent <= 90);
    }

    @Test
    void hasFewLowBatteries() {
        Group covers = group(FacilityKind.MANHOLE);
        long low = IntStream.range(covers.first(), covers.first() + covers.count())
                .filter(device -> sensors.batteryIsLow(device, 0))
                .count();

        assertThat(low / (double) covers.count()).isBetween(0.002, 0.006);
    }

    @Test
    void measuresCleanAirAndCoversAtRest() {
        Group homes = group(FacilityKind.GAS);
        Group covers = group(FacilityKind.MANHOLE);

        assertThat(IntStream.range(0, 1000)
                        .mapToDouble(i -> measure(homes.first() + i, i).value(Metric.GAS_LEL)))
                .allMatch(lel -> lel < 1);
        assertThat(IntStream.range(0, 1000)
                        .mapToDouble(i -> measure(covers.first() + i, i).value(Metric.TILT_DEG)))
                .allMatch(degrees -> degrees > -1 && degrees < 5);
    }

    private double occupied(int hour) {
        Group bays = group(FacilityKind.PARKING);
        return IntStream.range(bays.first(), bays.first() + bays.count())
                        .filter(bay -> measure(bay, hour * HOUR_MICROS).isTrue(Metric.OCCUPIED))
                        .count()
                / (double) bays.count();
    }

    private Reading measure(int device, long atMicros) {
        Reading.Builder reading = Reading.at(0);
        sensors.measure(device, atMicros, reading);
        return reading.build();
    }

    private Group group(FacilityKind kind) {
        return fleet.groups().stream()
                .filter(group -> group.kind() == kind)
                .findFirst()
                .orElseThrow();
    }
}
