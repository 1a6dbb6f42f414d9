package io.citywatch.telemetry.alarm;

/** The states of an alarm by ISA-18.2. */
public enum AlarmState {
    /** Normal: neither active nor waiting for anybody. */
    NORM,
    /** Active, and nobody has seen it yet. */
    UNACK,
    /** Active, and somebody has seen it. */
    ACKED,
    /** Returned to normal before anybody saw it. */
    RTNUN,
    /** Put aside by an operator, for a time and with a reason. */
    SHELVED,
    /** Suppressed by design, for instance by a work order. */
    SUPPRESSED,
    /** Taken out of service for maintenance. */
    OUT_OF_SERVICE;

    /** Whether an alarm in this state is retained for listeners and shown to operators as standing. */
    public boolean stands() {
        return this == UNACK || this == ACKED || this == RTNUN;
    }

    /** The state that follows from the two conditions alone. */
    public static AlarmState of(boolean active, boolean acknowledged) {
        if (active) {
            return acknowledged ? ACKED : UNACK;
        }
        return acknowledged ? NORM : RTNUN;
    }
}
