package io.citywatch.jobs.alarms.aggregate;

import io.citywatch.telemetry.alarm.AlarmText;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.rule.SeriesSpec;

/**
 * What a rule says of a series of a group.
 *
 * @param rule the rule's id
 * @param kind the kind of the devices
 * @param text what the rule's alarms mean
 * @param detector what is judged, and how
 * @param since since when the rule holds without a break, in milliseconds since 1970 UTC; {@link #ALWAYS} for one that always did
 */
public record AggregateTerms(
        String rule, FacilityKind kind, AlarmText text, SeriesSpec.RandomCutForest detector, long since) {
    /** Since before the log began. */
    public static final long ALWAYS = Long.MIN_VALUE;

    /** The same of a rule that holds since then. */
    AggregateTerms holdingSince(long other) {
        return new AggregateTerms(rule, kind, text, detector, other);
    }
}
