package io.citywatch.jobs.alarms.detect;

import io.citywatch.jobs.alarms.detect.Ladder.Move;
import io.citywatch.jobs.alarms.detect.Ladder.Step;
import io.citywatch.jobs.alarms.series.DailyRhythm;
import io.citywatch.telemetry.alarm.Alarm.Evidence;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.rule.Comparison;
import io.citywatch.telemetry.rule.DetectorSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A series that leaves its usual rhythm of the day: the score of {@link DailyRhythm} on a ladder of one step.
 *
 * <p>It remembers about half a kilobyte of each device that it looks at, so it is for the few hundred pipes and not for every household.
 *
 * @param spec its parameters
 */
public record RhythmDetector(DetectorSpec.DailyRhythm spec) implements MessageDetector<RhythmState> {

    @Override
    public boolean canGoOnFrom(Detector before) {
        return before instanceof RhythmDetector rhythm
                && rhythm.spec.metric() == spec.metric()
                && rhythm.spec.severity() == spec.severity();
    }

    @Override
    public Class<RhythmState> stateType() {
        return RhythmState.class;
    }

    @Override
    public RhythmState fresh() {
        return new RhythmState();
    }

    @Override
    public boolean concerns(Observation observation) {
        return observation.message() instanceof Reading reading && reading.has(spec.metric());
    }

    @Override
    public boolean advance(RhythmState state, Observation observation) {
        return advanceOnce(state, observation);
    }

    @Override
    public @Nullable Finding observe(RhythmState state, Observation observation) {
        if (!(observation.message() instanceof Reading reading)) {
            return null;
        }
        double value = reading.value(spec.metric());
        double score = new DailyRhythm().score(state.series, observation.effective(), value);
        Move move = ladder().apply(state, score, observation.effective(), observation.arrival());
        if (move instanceof Move.Up up) {
            return new Finding.Present(
                    spec.severity(), up.onset(), new Evidence(spec.metric().field(), value, null));
        }
        return move == null ? null : new Finding.Over(value);
    }

    private Ladder ladder() {
        Step step = new Step(spec.score(), spec.severity(), 0);
        return new Ladder(
                Comparison.AT_LEAST,
                List.of(step),
                spec.clearScore(),
                spec.clearSustain().toMillis());
    }
}
