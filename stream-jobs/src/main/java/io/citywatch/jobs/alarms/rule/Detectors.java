package io.citywatch.jobs.alarms.rule;

import io.citywatch.jobs.alarms.detect.CoverDetector;
import io.citywatch.jobs.alarms.detect.Detector;
import io.citywatch.jobs.alarms.detect.EventDetector;
import io.citywatch.jobs.alarms.detect.Ladder;
import io.citywatch.jobs.alarms.detect.LevelDetector;
import io.citywatch.jobs.alarms.detect.Silence;
import io.citywatch.telemetry.rule.DetectorSpec;
import io.citywatch.telemetry.rule.Limits;

/** Builds the detectors that rules ask for. */
final class Detectors {
    private Detectors() {}

    static Detector of(DetectorSpec spec) {
        if (spec instanceof DetectorSpec.Level level) {
            return new LevelDetector(level.metric(), ladder(level.limits()));
        }
        if (spec instanceof DetectorSpec.Cover cover) {
            return new CoverDetector(ladder(cover.limits()));
        }
        if (spec instanceof DetectorSpec.Event event && event.end() != null && event.metric() != null) {
            return new EventDetector(event.begin(), event.end(), event.severity(), event.metric());
        }
        if (spec instanceof DetectorSpec.Silence silence) {
            return new Silence(silence.missedReports(), silence.graceShare(), silence.severity(), silence.severityOf());
        }
        throw new IllegalArgumentException("no detector is built from " + spec);
    }

    private static Ladder ladder(Limits limits) {
        return new Ladder(
                limits.comparison(),
                limits.steps().stream()
                        .map(step -> new Ladder.Step(
                                step.limit(), step.severity(), step.sustain().toMillis()))
                        .toList(),
                limits.clearLimit(),
                limits.clearSustain().toMillis());
    }
}
