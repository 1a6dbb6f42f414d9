package io.citywatch.jobs.alarms.detect;

import io.citywatch.jobs.alarms.detect.Ladder.Move;
import io.citywatch.jobs.alarms.detect.Ladder.Step;
import io.citywatch.jobs.alarms.series.DailyRhythm;
import io.citywatch.jobs.alarms.series.DailyRhythm.Surprise;
import io.citywatch.telemetry.alarm.Alarm.Evidence;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.rule.Comparison;
import io.citywatch.telemetry.rule.SeriesSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A series that leaves its usual rhythm of the day, as {@link DailyRhythm} finds it: on a ladder of one step, to which news leads up,
 * and on which it stays while values are strange, news or not.
 *
 * <p>It remembers about 600 bytes of each device that it looks at, so it is for the few hundred pipes and not for every household.
 *
 * @param spec its parameters
 * @param ladder the score that raises the alarm, and the one that ends it
 */
public record RhythmDetector(SeriesSpec.DailyRhythm spec, Ladder ladder) implements MessageDetector<RhythmState> {

    public RhythmDetector(SeriesSpec.DailyRhythm spec) {
        this(
                spec,
                new Ladder(
                        Comparison.AT_LEAST,
                        List.of(new Step(spec.score(), spec.severity(), 0)),
                        spec.clearScore(),
                        spec.clearSustain().toMillis()));
    }

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
        DailyRhythm rhythm = new DailyRhythm();
        Surprise surprise = rhythm.surprise(state.series, observation.effective(), value);
        double score = state.level() == LadderState.GROUND ? surprise.news() : surprise.strangeness();
        Move move = ladder.apply(state, score, observation.effective(), observation.arrival());
        if (move instanceof Move.Up up) {
            return new Finding.Present(
                    spec.severity(), up.onset(), new Evidence(spec.metric().field(), value, null));
        }
        if (move == null) {
            return null;
        }
        rhythm.over(state.series);
        return new Finding.Over(value);
    }
}
