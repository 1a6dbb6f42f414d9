package io.citywatch.jobs.historian.rollup;

import io.citywatch.telemetry.facility.FacilityKind;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A minute or an hour of a kind, or of one of its devices, that InfluxDB is to sum up.
 *
 * @param kind the kind
 * @param width how long it is
 * @param start its beginning, in milliseconds since 1970 UTC
 * @param device the device; null: all of the kind
 */
public record RollUpSpan(FacilityKind kind, RollUpWidth width, long start, @Nullable String device) {
    /** Spans that can be summed up with one statement stand beside each other. */
    static final Comparator<RollUpSpan> ORDER = Comparator.comparing(RollUpSpan::kind)
            .thenComparing(RollUpSpan::width)
            .thenComparingLong(RollUpSpan::start)
            .thenComparing(RollUpSpan::device, Comparator.nullsFirst(Comparator.naturalOrder()));

    /** The kind's span of that width in which that time lies. */
    public static RollUpSpan of(FacilityKind kind, RollUpWidth width, long t) {
        return new RollUpSpan(kind, width, width.startOf(t), null);
    }

    /** The device's hour in which that time lies. */
    public static RollUpSpan hour(FacilityKind kind, String device, long t) {
        return new RollUpSpan(kind, RollUpWidth.HOUR, RollUpWidth.HOUR.startOf(t), device);
    }

    /** The same of all devices of the kind. */
    RollUpSpan ofAllDevices() {
        return new RollUpSpan(kind, width, start, null);
    }

    long end() {
        return start + width.millis();
    }

    /** Whether it may be summed up at that time: what concerns a whole city's hour waits for what is late by chance. */
    boolean isOver(long now) {
        boolean isLarge = device == null && width == RollUpWidth.HOUR;
        return end() + (isLarge ? HourSums.GRACE_MILLIS : 0) <= now;
    }
}
