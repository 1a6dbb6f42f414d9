package io.citywatch.jobs.alarms.rule;

import io.citywatch.jobs.alarms.detect.Detector;
import io.citywatch.telemetry.alarm.AlarmText;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.FacilityKind;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One reason to raise an alarm.
 *
 * @param id its name, which is part of its alarms' ids: 1 to 32 of {@code a-z 0-9 -}
 * @param kinds the kinds of facility it looks at
 * @param detector the condition
 * @param text what its alarms mean
 * @param reactions what the device is told to do
 * @param attention what its alarms ask of operators
 */
public record Rule(
        String id,
        Set<FacilityKind> kinds,
        Detector detector,
        AlarmText text,
        List<Reaction> reactions,
        Attention attention) {
    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,32}");

    public Rule {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("rule id '" + id + "' is not 1 to 32 of a-z 0-9 -");
        }
        kinds = Set.copyOf(kinds);
        reactions = List.copyOf(reactions);
    }

    /** Whether an operator may put aside its alarm while it has that severity. */
    public boolean isHideable(Severity severity) {
        return attention.hideable().contains(severity);
    }
}
