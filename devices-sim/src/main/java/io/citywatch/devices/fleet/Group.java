package io.citywatch.devices.fleet;

import io.citywatch.telemetry.facility.FacilityKind;
import java.time.Duration;

/** The devices of one kind: a range of numbers of which the first part is in use. Not thread-safe. */
public final class Group {
    static final int SERIAL_DIGITS = 6;

    private final int first;
    private final KindPlan plan;
    private int count;

    Group(int first, KindPlan plan) {
        this.first = first;
        this.plan = plan;
        this.count = plan.devices();
    }

    public FacilityKind kind() {
        return plan.kind();
    }

    /** The first device's number. */
    public int first() {
        return first;
    }

    /** How many devices there are. */
    public int count() {
        return count;
    }

    public Duration reportInterval() {
        return plan.reportInterval();
    }

    /** Adds a device and gives its number, or {@link Fleet#NONE} when there is no more room. */
    public int add() {
        return first + count < end() ? first + count++ : Fleet.NONE;
    }

    /** The number after the last that may come into use. */
    int end() {
        return first + plan.devices() + plan.room();
    }

    /** How many devices were added. */
    int added() {
        return count - plan.devices();
    }

    void restoreAdded(int added) {
        count = plan.devices() + Math.min(Math.max(added, 0), plan.room());
    }
}
