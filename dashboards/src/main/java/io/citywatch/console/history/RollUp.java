package io.citywatch.console.history;

import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.facility.MetricType;
import java.time.Duration;
import java.util.List;

/** The roll-ups that the historian keeps, finest first. */
enum RollUp {
    MINUTES("minutes", "1m", Duration.ofMinutes(1)),
    HOURS("hours", "1h", Duration.ofHours(1));

    /** Up to here readings are drawn. */
    private static final long DAY_MS = Duration.ofDays(1).toMillis();

    /** Minutes are kept for a week. */
    private static final long WEEK_MS = Duration.ofDays(7).toMillis();

    private final String policy;
    private final String suffix;
    private final long widthMs;

    RollUp(String policy, String suffix, Duration width) {
        this.policy = policy;
        this.suffix = suffix;
        widthMs = width.toMillis();
    }

    /** Those that a span may be drawn from, best first; none where it is short. */
    static List<RollUp> of(Span span) {
        if (span.lengthMs() <= DAY_MS) {
            return List.of();
        }
        return span.lengthMs() <= WEEK_MS ? List.of(MINUTES, HOURS) : List.of(HOURS);
    }

    /** The window of at least that length that holds whole roll-ups only. */
    long window(long atLeastMs) {
        return (atLeastMs + widthMs - 1) / widthMs * widthMs;
    }

    /**
     * The query for a metric over windows: of a number the mean of all its readings, the lowest and the highest; else the last.
     * The device is its parameter.
     */
    String query(FacilityKind kind, Metric metric, Span span, long windowMs) {
        long from = Math.floorDiv(span.from(), widthMs) * widthMs;
        String source = " FROM \"" + policy + "\".\"" + kind.measurement() + '_' + suffix
                + "\" WHERE \"device\" = $device AND time >= " + from + "ms AND time <= " + span.to() + "ms";
        String windows = " GROUP BY time(" + windowMs + "ms) fill(none)";
        String field = metric.field();
        if (metric.type() != MetricType.NUMBER) {
            return "SELECT LAST(\"last_" + field + "\")" + source + windows;
        }
        return "SELECT SUM(\"s\") / SUM(\"n\"), MIN(\"low\"), MAX(\"high\") FROM (SELECT \"mean_" + field
                + "\" * \"count_" + field
                + "\" AS \"s\", \"count_" + field + "\" AS \"n\", \"min_" + field + "\" AS \"low\", \"max_" + field
                + "\" AS \"high\"" + source + ") WHERE time >= " + from + "ms AND time <= " + span.to() + "ms"
                + windows;
    }
}
