package io.citywatch.jobs.alarms.detect;

/** That many alarms of a group of devices have one cause. */
public record GroupCondition() implements GroupDetector {
    @Override
    public boolean canGoOnFrom(Detector former) {
        return former instanceof GroupCondition;
    }
}
