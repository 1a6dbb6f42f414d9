package io.citywatch.jobs.alarms.detect;

/**
 * A device that has not done what it was told. How bad that is stands with the reaction that told it; what was told, and what
 * has come of it, with the device.
 */
public record Obedience() implements Detector {
    @Override
    public boolean canGoOnFrom(Detector earlier) {
        return earlier instanceof Obedience;
    }
}
