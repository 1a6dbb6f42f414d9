package io.citywatch.jobs.alarms.rule;

import io.citywatch.jobs.alarms.detect.AnyOfDetector;
import io.citywatch.jobs.alarms.detect.CoverDetector;
import io.citywatch.jobs.alarms.detect.Detector;
import io.citywatch.jobs.alarms.detect.DeviationDetector;
import io.citywatch.jobs.alarms.detect.EventDetector;
import io.citywatch.jobs.alarms.detect.FlappingDetector;
import io.citywatch.jobs.alarms.detect.ForestDetector;
import io.citywatch.jobs.alarms.detect.Ladder;
import io.citywatch.jobs.alarms.detect.LevelDetector;
import io.citywatch.jobs.alarms.detect.MessageDetector;
import io.citywatch.jobs.alarms.detect.NightFlowDetector;
import io.citywatch.jobs.alarms.detect.Obedience;
import io.citywatch.jobs.alarms.detect.RateDetector;
import io.citywatch.jobs.alarms.detect.RhythmDetector;
import io.citywatch.jobs.alarms.detect.Silence;
import io.citywatch.jobs.alarms.detect.StateDetector;
import io.citywatch.jobs.alarms.detect.StuckDetector;
import io.citywatch.jobs.alarms.detect.TogetherDetector;
import io.citywatch.jobs.alarms.detect.WrongClock;
import io.citywatch.telemetry.rule.DetectorSpec;
import io.citywatch.telemetry.rule.Limits;
import io.citywatch.telemetry.rule.SeriesSpec;
import java.util.ArrayList;
import java.util.List;

/** Builds the detectors that rules ask for. */
final class Detectors {
    private Detectors() {}

    static Detector of(DetectorSpec spec) {
        if (spec instanceof DetectorSpec.Silence silence) {
            return new Silence(
                    silence.missedReports(),
                    silence.graceShare(),
                    silence.severity(),
                    silence.severityOf(),
                    silence.after());
        }
        if (spec instanceof DetectorSpec.Undone) {
            return new Obedience();
        }
        if (spec instanceof DetectorSpec.WrongClock clock) {
            return new WrongClock(clock.severity());
        }
        if (spec instanceof SeriesSpec.RandomCutForest forest) {
            return new ForestDetector(forest);
        }
        return ofMessages(spec);
    }

    private static MessageDetector<?> ofMessages(DetectorSpec spec) {
        if (spec instanceof DetectorSpec.Level level) {
            return new LevelDetector(level.metric(), ladder(level.limits()));
        }
        if (spec instanceof DetectorSpec.Cover cover) {
            return new CoverDetector(ladder(cover.limits()));
        }
        if (spec instanceof DetectorSpec.Event event) {
            Long quietMillis =
                    event.quiet() == null ? null : Long.valueOf(event.quiet().toMillis());
            return new EventDetector(event.begin(), event.end(), quietMillis, event.severity(), event.metric());
        }
        if (spec instanceof DetectorSpec.State state) {
            return new StateDetector(state);
        }
        if (spec instanceof SeriesSpec.Rate rate) {
            return new RateDetector(rate);
        }
        if (spec instanceof SeriesSpec.Deviation deviation) {
            return new DeviationDetector(deviation.metric(), deviation.learnReports(), ladder(deviation.limits()));
        }
        if (spec instanceof SeriesSpec.Flapping flapping) {
            return new FlappingDetector(flapping);
        }
        if (spec instanceof SeriesSpec.Stuck stuck) {
            return new StuckDetector(stuck);
        }
        if (spec instanceof SeriesSpec.NightFlow night) {
            return new NightFlowDetector(night);
        }
        if (spec instanceof SeriesSpec.DailyRhythm rhythm) {
            return new RhythmDetector(rhythm);
        }
        if (spec instanceof DetectorSpec.AnyOf any) {
            return new AnyOfDetector(all(any.of()));
        }
        if (spec instanceof DetectorSpec.Together together) {
            return new TogetherDetector(all(together.of()), together.within().toMillis(), together.severity());
        }
        throw new IllegalArgumentException("no detector of messages is built from " + spec);
    }

    private static List<MessageDetector<?>> all(List<DetectorSpec> specs) {
        List<MessageDetector<?>> detectors = new ArrayList<>();
        specs.forEach(spec -> detectors.add(ofMessages(spec)));
        return detectors;
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
