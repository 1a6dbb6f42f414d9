package io.citywatch.console.view;

import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.AlarmState;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.FacilityKind;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which alarms are asked for.
 *
 * @param states the states
 * @param severities the severities
 * @param kinds the kinds of facility
 * @param districts six-digit codes; empty: every district
 */
public record AlarmFilter(
        Set<AlarmState> states, Set<Severity> severities, Set<FacilityKind> kinds, Set<String> districts) {
    /** Every alarm that is not over: those that stand, and those put aside. */
    public static final AlarmFilter PRESENT = new AlarmFilter(
            EnumSet.complementOf(EnumSet.of(AlarmState.NORM)),
            EnumSet.allOf(Severity.class),
            EnumSet.allOf(FacilityKind.class),
            Set.of());

    public AlarmFilter {
        states = Set.copyOf(states);
        severities = Set.copyOf(severities);
        kinds = Set.copyOf(kinds);
        districts = Set.copyOf(districts);
    }

    boolean accepts(Alarm alarm) {
        return states.contains(alarm.state())
                && severities.contains(alarm.severity())
                && kinds.contains(alarm.source().kind())
                && (districts.isEmpty() || districts.contains(alarm.source().district()));
    }
}
