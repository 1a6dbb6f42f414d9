package io.citywatch.jobs.historian.rollup;

import io.citywatch.telemetry.facility.FacilityKind;
import java.util.Comparator;

/**
 * A minute or an hour of a kind that is to be summed up.
 *
 * @param kind the kind
 * @param width how long it is
 * @param start its beginning, in milliseconds since 1970 UTC
 */
record RollUpSpan(FacilityKind kind, RollUpWidth width, long start) {
    /** Spans that can be summed up with one statement stand beside each other. */
    static final Comparator<RollUpSpan> ORDER = Comparator.comparing(RollUpSpan::kind)
            .thenComparing(RollUpSpan::width)
            .thenComparingLong(RollUpSpan::start);

    long end() {
        return start + width.millis();
    }
}
