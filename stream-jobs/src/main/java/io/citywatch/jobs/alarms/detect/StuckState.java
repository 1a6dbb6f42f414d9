package io.citywatch.jobs.alarms.detect;

/** A value, since when it is the same, and how often that was seen. */
public final class StuckState extends DetectorState {
    double value;
    long since;
    int reports;
    boolean active;

    public StuckState() {}

    /** A state of its parts, for the codec. */
    public StuckState(double value, long since, int reports, boolean active) {
        this.value = value;
        this.since = since;
        this.reports = reports;
        this.active = active;
    }

    public double value() {
        return value;
    }

    /** Since when it is the same, in milliseconds since 1970 UTC. */
    public long since() {
        return since;
    }

    /** How many reports have shown it; not more than matter. */
    public int reports() {
        return reports;
    }

    public boolean active() {
        return active;
    }
}
