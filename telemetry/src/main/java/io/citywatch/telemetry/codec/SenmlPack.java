package io.citywatch.telemetry.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.rejected.RejectReason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the records of a pack (RFC 8428, section 4.6) one after the other: base values hold from the record in which they
 * stand to the end of the pack. What they say of one time is collected to one reading.
 */
final class SenmlPack {
    /** Times below are relative to now (RFC 8428, section 4.5.3). */
    private static final double FIRST_ABSOLUTE_SECONDS = 1L << 28;

    private static final double MILLIS_PER_SECOND = 1000;
    private static final int VERSION = 10;
    /** Six digits after the point: what a conversion adds beyond is its rounding. */
    private static final double CONVERTED_PRECISION = 1e6;

    private final Payload state;
    private final FacilityKind kind;
    private final Map<Long, ObjectNode> byTime = new LinkedHashMap<>();
    private String baseName = "";
    private String baseUnit = "";
    private double baseTime;
    private double baseValue;

    SenmlPack(Payload state) {
        this.state = state;
        kind = state.topic().address().kind();
    }

    /** Adds a record; false when the rest of the pack can't be understood. */
    boolean add(SenmlRecord record, int index) {
        String foreign = record.notUnderstood();
        double version = record.number(SenmlLabel.BASE_VERSION, VERSION);
        if (foreign != null || version > VERSION) {
            state.reject(
                    RejectReason.WRONG_SHAPE,
                    "[" + index + "]: "
                            + (foreign == null ? "version " + version : "'" + foreign + "'")
                            + " is not understood; the pack is used up to here");
            return false;
        }
        baseName = record.text(SenmlLabel.BASE_NAME, baseName);
        baseUnit = record.text(SenmlLabel.BASE_UNIT, baseUnit);
        baseTime = record.number(SenmlLabel.BASE_TIME, baseTime);
        baseValue = record.number(SenmlLabel.BASE_VALUE, baseValue);
        resolve(record, index);
        return true;
    }

    /** The readings of all records, in the order in which their times first came, as objects of the platform's own. */
    List<ObjectNode> readings() {
        return List.copyOf(byTime.values());
    }

    private void resolve(SenmlRecord record, int index) {
        String name = baseName + record.text(SenmlLabel.NAME, "");
        String place = "[" + index + "]." + name + ": ";
        SenmlLabel label = valueLabel(record);
        if (label == null) {
            if (record.has(SenmlLabel.NAME)) {
                state.reject(RejectReason.MISSING_FIELD, place + "has no value");
            }
            return;
        }
        String metricName = metricName(name);
        if (metricName == null) {
            state.reject(
                    RejectReason.FOREIGN_NAME,
                    place + "names another device than "
                            + state.topic().address().device());
            return;
        }
        Metric metric = Metric.ofField(metricName);
        if (metric == null || !kind.measures(metric) || label == SenmlLabel.SUM || label == SenmlLabel.DATA_VALUE) {
            state.reject(
                    RejectReason.UNKNOWN_FIELD,
                    place + "a " + kind.code() + " device has no such value" + (metric == null ? "" : " as " + label));
            return;
        }
        JsonNode value = value(record, label, metric, place);
        if (value != null) {
            put(metric, value, time(record), place);
        }
    }

    private static @Nullable SenmlLabel valueLabel(SenmlRecord record) {
        for (SenmlLabel label : List.of(
                SenmlLabel.VALUE,
                SenmlLabel.STRING_VALUE,
                SenmlLabel.BOOLEAN_VALUE,
                SenmlLabel.DATA_VALUE,
                SenmlLabel.SUM)) {
            if (record.has(label)) {
                return label;
            }
        }
        return null;
    }

    /**
     * The part of a name that names a metric. Before it may stand the device's name, and before that whatever makes it unique
     * in the world, parted by {@code /} or {@code :}. Null when another device is named: who may publish for one device must
     * not speak for others.
     */
    private @Nullable String metricName(String name) {
        int end = lastSeparator(name, name.length());
        if (end < 0) {
            return name;
        }
        String before = name.substring(0, end);
        String named = before.substring(lastSeparator(before, before.length()) + 1);
        return named.isEmpty() || named.equals(state.topic().address().device()) ? name.substring(end + 1) : null;
    }

    private static int lastSeparator(String text, int end) {
        return Math.max(text.lastIndexOf('/', end), text.lastIndexOf(':', end));
    }

    private @Nullable JsonNode value(SenmlRecord record, SenmlLabel label, Metric metric, String place) {
        String unit = record.text(SenmlLabel.UNIT, label == SenmlLabel.VALUE ? baseUnit : "");
        SenmlUnits.Conversion conversion = SenmlUnits.conversion(metric, unit);
        if (conversion == null) {
            state.reject(
                    RejectReason.WRONG_UNIT,
                    place + "'" + unit + "'; it may come without a unit, in " + metric.unit()
                            + (SenmlUnits.units(metric).isEmpty()
                                    ? ""
                                    : ", or in one of "
                                            + new TreeSet<>(
                                                    SenmlUnits.units(metric).keySet())));
            return null;
        }
        if (label != SenmlLabel.VALUE) {
            return record.value(label);
        }
        double value = record.number(label, 0) + baseValue;
        if (conversion != SenmlUnits.Conversion.NONE) {
            double scaled = conversion.apply(value) * CONVERTED_PRECISION;
            value = Math.abs(scaled) < 1L << 52 ? Math.rint(scaled) / CONVERTED_PRECISION : conversion.apply(value);
        }
        return value == Math.rint(value) && Math.abs(value) < 1L << 52
                ? JsonNodeFactory.instance.numberNode((long) value)
                : JsonNodeFactory.instance.numberNode(value);
    }

    /** In milliseconds since 1970 UTC. */
    private long time(SenmlRecord record) {
        double seconds = baseTime + record.number(SenmlLabel.TIME, 0);
        long millis = Math.round(seconds * MILLIS_PER_SECOND);
        return seconds >= FIRST_ABSOLUTE_SECONDS ? millis : state.arrival() + Math.max(millis, -state.arrival());
    }

    private void put(Metric metric, JsonNode value, long time, String place) {
        ObjectNode reading = byTime.computeIfAbsent(
                time, t -> JsonNodeFactory.instance.objectNode().put("t", t.longValue()));
        if (reading.has(metric.field())) {
            state.reject(RejectReason.DUPLICATE_FIELD, place + "stands there twice for one time; the first holds");
        } else {
            reading.set(metric.field(), value);
        }
    }
}
