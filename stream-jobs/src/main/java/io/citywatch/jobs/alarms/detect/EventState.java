package io.citywatch.jobs.alarms.detect;

/** Whether a device's own alarm holds. */
public final class EventState extends DetectorState {
    boolean active;

    public EventState() {}

    /** A state of its parts, for the codec. */
    public EventState(boolean active) {
        this.active = active;
    }

    public boolean active() {
        return active;
    }

    @Override
    public EventState copy() {
        EventState copy = new EventState(active);
        copy.newest(newest());
        return copy;
    }
}
