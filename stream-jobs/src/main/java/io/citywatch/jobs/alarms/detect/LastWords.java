package io.citywatch.jobs.alarms.detect;

import io.citywatch.telemetry.alarm.Severity;
import org.jspecify.annotations.Nullable;

/** What the value that a device said last means to a detector on limits, whether or not it has held long enough for an alarm. */
public final class LastWords {
    private LastWords() {}

    /** How bad it was; null when it met no limit, or the detector knows none. */
    public static @Nullable Severity severity(Detector detector, @Nullable DetectorState state) {
        if (!(state instanceof LadderState ladder)) {
            return null;
        }
        if (detector instanceof LevelDetector level) {
            return level.ladder().severityOf(ladder.value());
        }
        return detector instanceof CoverDetector cover ? cover.ladder().severityOf(ladder.value()) : null;
    }
}
