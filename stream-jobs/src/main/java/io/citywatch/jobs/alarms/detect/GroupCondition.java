package io.citywatch.jobs.alarms.detect;

/** The condition of a whole group of devices: rules find it out together, no message of a device shows it. */
public record GroupCondition() implements Detector {
    @Override
    public boolean canGoOnFrom(Detector former) {
        return former instanceof GroupCondition;
    }
}
