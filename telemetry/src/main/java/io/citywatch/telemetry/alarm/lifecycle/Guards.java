package io.citywatch.telemetry.alarm.lifecycle;

import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.FacilityKind;

/** What the rules that hold say of putting alarms aside. */
public interface Guards {
    /** Whether an alarm of that rule may be shelved while it has that severity; never without its rule. */
    boolean isHideable(String rule, Severity severity);

    /** Whether a rule for devices of that kind has alarms that are not shelved at some severity. */
    boolean isGuarded(FacilityKind kind);
}
