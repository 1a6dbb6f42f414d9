package io.citywatch.telemetry.facility;

import static io.citywatch.telemetry.facility.Metric.BATTERY_PCT;
import static io.citywatch.telemetry.facility.Metric.COVER_OPEN;
import static io.citywatch.telemetry.facility.Metric.CO_PPM;
import static io.citywatch.telemetry.facility.Metric.FILL_PCT;
import static io.citywatch.telemetry.facility.Metric.FLOW_M3H;
import static io.citywatch.telemetry.facility.Metric.GAS_LEL;
import static io.citywatch.telemetry.facility.Metric.MAGNETIC_UT;
import static io.citywatch.telemetry.facility.Metric.OCCUPIED;
import static io.citywatch.telemetry.facility.Metric.PRESSURE_KPA;
import static io.citywatch.telemetry.facility.Metric.RSSI_DBM;
import static io.citywatch.telemetry.facility.Metric.SENSOR_STATE;
import static io.citywatch.telemetry.facility.Metric.TEMPERATURE_C;
import static io.citywatch.telemetry.facility.Metric.TILT_DEG;
import static io.citywatch.telemetry.facility.Metric.VALVE_OPEN;
import static io.citywatch.telemetry.facility.Metric.WATER_LEVEL_M;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A kind of facility: what it is called, what it measures and how often its devices usually report. */
public enum FacilityKind {
    GAS("gas", Duration.ofHours(1), GAS_LEL, CO_PPM, VALVE_OPEN, SENSOR_STATE),
    MANHOLE("manhole", Duration.ofDays(1), TILT_DEG, COVER_OPEN, WATER_LEVEL_M, GAS_LEL),
    PARKING("parking", Duration.ofHours(6), OCCUPIED, MAGNETIC_UT),
    GAS_PIPE("gas-pipe", Duration.ofMinutes(15), PRESSURE_KPA, FLOW_M3H, GAS_LEL),
    WATER_PIPE("water-pipe", Duration.ofMinutes(15), PRESSURE_KPA, FLOW_M3H),
    WASTE("waste", Duration.ofHours(6), FILL_PCT),
    /** citywatch itself, where it has to raise an alarm; nothing in the field is of this kind. */
    PLATFORM("platform", Duration.ofDays(1));

    private static final FacilityKind[] VALUES = values();
    private static final Map<String, FacilityKind> BY_CODE =
            Stream.of(VALUES).collect(Collectors.toUnmodifiableMap(FacilityKind::code, Function.identity()));

    private final String code;
    private final String measurement;
    private final Duration reportInterval;
    private final Set<Metric> metrics;
    /** The same: bit n is set for the metric with ordinal n. It is asked for each value that is read. */
    private final int mask;

    FacilityKind(String code, Duration reportInterval, Metric... metrics) {
        this.code = code;
        this.measurement = code.replace('-', '_');
        this.reportInterval = reportInterval;
        EnumSet<Metric> all = EnumSet.of(BATTERY_PCT, RSSI_DBM, TEMPERATURE_C);
        Collections.addAll(all, metrics);
        this.metrics = Collections.unmodifiableSet(all);
        int bits = 0;
        for (Metric metric : all) {
            bits |= 1 << metric.ordinal();
        }
        mask = bits;
    }

    /** The kinds of what stands in the city. */
    public static Set<FacilityKind> inTheField() {
        return Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(PLATFORM)));
    }

    /** The kind's name in topics and payloads. */
    @JsonValue
    public String code() {
        return code;
    }

    /** The name of its measurement in InfluxDB. */
    public String measurement() {
        return measurement;
    }

    /** How often a device of this kind reports when its birth does not say. */
    public Duration reportInterval() {
        return reportInterval;
    }

    /** What devices of this kind may measure, in the order of {@link Metric}. */
    public Set<Metric> metrics() {
        return metrics;
    }

    public boolean measures(Metric metric) {
        return (mask & 1 << metric.ordinal()) != 0;
    }

    /** The kind of that code, or null when there is none. */
    public static @Nullable FacilityKind ofCode(String code) {
        return BY_CODE.get(code);
    }

    /** The kind whose code stands in the text from one character to before another, or null when there is none. */
    public static @Nullable FacilityKind ofCode(String text, int start, int end) {
        for (FacilityKind kind : VALUES) {
            if (kind.code.length() == end - start && text.startsWith(kind.code, start)) {
                return kind;
            }
        }
        return null;
    }

    /** The kind with that ordinal. */
    public static FacilityKind ofOrdinal(int ordinal) {
        return VALUES[ordinal];
    }
}
