package io.citywatch.jobs.alarms.detect;

/** The state of a device that is silent; one that is not has none. */
public final class SilenceState extends DetectorState {
    @Override
    public SilenceState copy() {
        SilenceState copy = new SilenceState();
        copy.newest(newest());
        return copy;
    }
}
