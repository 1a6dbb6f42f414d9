package io.citywatch.telemetry.facility;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A quantity that a device measures; its unit is part of its name.
 *
 * <p>The range is what the quantity can physically be or what the best instrument of its class can show. A value outside
 * it is a broken sensor or a wrong unit, and is rejected. It is no alarm limit.
 *
 * <p>The order of the constants is part of serialized state: new ones are added at the end.
 */
public enum Metric {
    BATTERY_PCT("batteryPct", "%", 0, 100),
    RSSI_DBM("rssiDbm", "dBm", -200, 20),
    TEMPERATURE_C("temperatureC", "°C", -60, 1000),
    /** Pure methane is 2,000 % of the lower explosive limit. */
    GAS_LEL("gasLel", "% LEL", 0, 2000),
    CO_PPM("coPpm", "ppm", 0, 10_000),
    VALVE_OPEN("valveOpen", MetricType.BOOLEAN),
    SENSOR_STATE("sensorState", MetricType.STATE),
    TILT_DEG("tiltDeg", "°", -180, 180),
    COVER_OPEN("coverOpen", MetricType.BOOLEAN),
    WATER_LEVEL_M("waterLevelM", "m", -10, 100),
    OCCUPIED("occupied", MetricType.BOOLEAN),
    MAGNETIC_UT("magneticUt", "µT", -10_000, 10_000),
    /** From vacuum to four times the highest class of gas mains. */
    PRESSURE_KPA("pressureKpa", "kPa", -101.325, 16_000),
    /** Negative where the flow is reversed. */
    FLOW_M3H("flowM3h", "m³/h", -100_000, 100_000),
    FILL_PCT("fillPct", "%", 0, 100);

    private static final Metric[] VALUES = values();
    private static final Map<String, Metric> BY_FIELD =
            Stream.of(VALUES).collect(Collectors.toUnmodifiableMap(Metric::field, Function.identity()));

    private final String field;
    private final MetricType type;
    private final String unit;
    private final double min;
    private final double max;

    Metric(String field, String unit, double min, double max) {
        this(field, MetricType.NUMBER, unit, min, max);
    }

    Metric(String field, MetricType type) {
        this(field, type, "", 0, type == MetricType.STATE ? SensorState.values().length - 1 : 1);
    }

    Metric(String field, MetricType type, String unit, double min, double max) {
        this.field = field;
        this.type = type;
        this.unit = unit;
        this.min = min;
        this.max = max;
    }

    /** The metric's name in payloads and its field in InfluxDB. */
    public String field() {
        return field;
    }

    public MetricType type() {
        return type;
    }

    /** The unit, or an empty text for booleans and states. */
    public String unit() {
        return unit;
    }

    /** The least value that is accepted. */
    public double min() {
        return min;
    }

    /** The greatest value that is accepted. */
    public double max() {
        return max;
    }

    /** Whether the value is a number within the range; NaN is not. */
    public boolean accepts(double value) {
        return value >= min && value <= max;
    }

    /** Whether it is measured to find gas that is a danger to people. */
    public boolean isOfGas() {
        return this == GAS_LEL || this == CO_PPM;
    }

    /** The metric of that field name, or null when there is none. */
    public static @Nullable Metric ofField(String field) {
        return BY_FIELD.get(field);
    }

    /** The metric with that ordinal. */
    public static Metric ofOrdinal(int ordinal) {
        return VALUES[ordinal];
    }

    /** The number of metrics. */
    public static int count() {
        return VALUES.length;
    }
}
