package io.citywatch.telemetry.codec;

import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.facility.MetricType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The units of SenML in which a metric may come, and what each is in the metric's own unit.
 *
 * <p>Units are those of RFC 8428, section 12.1, and the secondary ones of RFC 8798. A value without a unit is in the metric's
 * own, which is part of its name. A metric that is not listed here has no unit in SenML: for a share of the lower explosive
 * limit there is none, and {@code %} would as well mean a share of the air.
 */
final class SenmlUnits {
    /** Carries a value over: value times factor plus offset. */
    record Conversion(double factor, double offset) {
        static final Conversion NONE = new Conversion(1, 0);

        static Conversion times(double factor) {
            return new Conversion(factor, 0);
        }

        double apply(double value) {
            return value * factor + offset;
        }
    }

    private static final Conversion RATIO_TO_PERCENT = Conversion.times(100);

    private static final Map<Metric, Map<String, Conversion>> UNITS = Map.of(
            Metric.BATTERY_PCT,
            Map.of("%EL", Conversion.NONE, "%", Conversion.NONE, "/100", Conversion.NONE, "/", RATIO_TO_PERCENT),
            Metric.FILL_PCT,
            Map.of("%", Conversion.NONE, "/100", Conversion.NONE, "/", RATIO_TO_PERCENT),
            Metric.RSSI_DBM,
            Map.of("dBm", Conversion.NONE, "dBW", new Conversion(1, 30)),
            Metric.TEMPERATURE_C,
            Map.of("Cel", Conversion.NONE, "K", new Conversion(1, -273.15)),
            Metric.CO_PPM,
            Map.of("ppm", Conversion.NONE, "/", Conversion.times(1e6)),
            Metric.TILT_DEG,
            Map.of("rad", Conversion.times(180 / Math.PI)),
            Metric.WATER_LEVEL_M,
            Map.of("m", Conversion.NONE, "cm", Conversion.times(0.01), "mm", Conversion.times(0.001)),
            Metric.MAGNETIC_UT,
            Map.of("T", Conversion.times(1e6)),
            Metric.PRESSURE_KPA,
            Map.of("Pa", Conversion.times(0.001), "hPa", Conversion.times(0.1)),
            Metric.FLOW_M3H,
            Map.of("m3/s", Conversion.times(3600), "l/s", Conversion.times(3.6)));

    /** A switch is a ratio of 0 or 1. */
    private static final Map<String, Conversion> OF_BOOLEANS = Map.of("/", Conversion.NONE);

    private SenmlUnits() {}

    /** How a value in that unit becomes one of the metric, or null when the metric is not measured in it. */
    static @Nullable Conversion conversion(Metric metric, String unit) {
        return unit.isEmpty() ? Conversion.NONE : units(metric).get(unit);
    }

    /** The units that the metric may come in. */
    static Map<String, Conversion> units(Metric metric) {
        return metric.type() == MetricType.BOOLEAN ? OF_BOOLEANS : UNITS.getOrDefault(metric, Map.of());
    }
}
