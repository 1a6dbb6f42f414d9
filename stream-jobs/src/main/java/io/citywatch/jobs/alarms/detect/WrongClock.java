package io.citywatch.jobs.alarms.detect;

import io.citywatch.telemetry.alarm.Severity;

/**
 * A device whose clock is wrong. When it is so is the same for all rules, for it decides by which time its messages are judged.
 *
 * @param severity how bad it is
 */
public record WrongClock(Severity severity) implements Detector {
    @Override
    public boolean canGoOnFrom(Detector before) {
        return equals(before);
    }
}
