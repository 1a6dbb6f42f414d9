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
    OUT_OF_SERVICE,
    /** Over and seen, but latched: it waits for somebody to reset it. */
    LATCHED;

    /** Whether an alarm in this state is retained for listeners and shown to operators as standing. */
    public boolean stands() {
        return this == UNACK || this == ACKED || this == RTNUN || this == LATCHED;
    }

    /** Whether it stands and its condition holds. */
    public boolean isHeld() {
        return this == UNACK || this == ACKED;
    }

    /** Whether somebody still has to acknowledge it. */
    public boolean isUnacknowledged() {
        return this == UNACK || this == RTNUN;
    }

    /** Whether it is put aside: shelved, suppressed or out of service. */
    public boolean isAside() {
        return this == SHELVED || this == SUPPRESSED || this == OUT_OF_SERVICE;
    }

    /** The state that follows from the two conditions alone. */
    public static AlarmState of(boolean active, boolean acknowledged) {
        if (active) {
            return acknowledged ? ACKED : UNACK;
        }
        return acknowledged ? NORM : RTNUN;
    }
}
