package io.citywatch.jobs.alarms.detect;

import io.citywatch.jobs.alarms.detect.Ladder.Move;
import io.citywatch.jobs.alarms.detect.Ladder.Step;
import io.citywatch.jobs.alarms.series.RandomCutForestDetector;
import io.citywatch.telemetry.alarm.Alarm.Evidence;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.facility.SensorState;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.rule.Comparison;
import io.citywatch.telemetry.rule.ForestShape;
import io.citywatch.telemetry.rule.SeriesSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a group of devices measures together, when it becomes unlike all that came before: what {@link RandomCutForestDetector}
 * finds strange, on a ladder of one step.
 *
 * <p>The same seed as in a backtest: what was scored there is scored so here.
 *
 * @param spec its parameters
 * @param ladder the scores that raise the alarm and that end it
 */
public record ForestDetector(SeriesSpec.RandomCutForest spec, Ladder ladder) implements GroupDetector {

    public ForestDetector(SeriesSpec.RandomCutForest spec) {
        this(
                spec,
                new Ladder(
                        Comparison.AT_LEAST,
                        List.of(new Step(
                                spec.band().score(),
                                spec.severity(),
                                spec.band().sustain().toMillis())),
                        spec.band().clearScore(),
                        spec.band().clearSustain().toMillis()));
    }

    @Override
    public boolean canGoOnFrom(Detector before) {
        return before instanceof ForestDetector forest && canGoOnFrom(forest.spec);
    }

    /** Whether a forest of that rule is sound for this one: it has seen the same values, and is as large. */
    public boolean canGoOnFrom(SeriesSpec.RandomCutForest before) {
        return before.series().equals(spec.series())
                && before.shape().equals(spec.shape())
                && before.severity() == spec.severity();
    }

    /** Whether a reading is evidence; a concentration from a sensor that is warming up or broken is none. */
    public boolean concerns(Reading reading) {
        Metric metric = spec.series().metric();
        if (!reading.has(metric)) {
            return false;
        }
        SensorState sensor = reading.sensorState();
        boolean isUnfit = sensor == SensorState.WARMUP || sensor == SensorState.FAULT;
        return !isUnfit || (metric != Metric.GAS_LEL && metric != Metric.CO_PPM);
    }

    /** What is remembered of a group that nobody has heard of. */
    public ForestState fresh() {
        return new ForestState(detector().fresh());
    }

    /**
     * Takes the group's value of the next bucket.
     *
     * @param end the end of the bucket, in milliseconds since 1970 UTC
     * @return null when the condition is as before
     */
    public @Nullable Finding observe(ForestState state, long end, double value) {
        double strangeness = detector().strangeness(state.forest, value);
        state.newest(end);
        Move move = ladder.apply(state, strangeness, end, end);
        if (move instanceof Move.Up up) {
            return new Finding.Present(
                    spec.severity(),
                    up.onset(),
                    new Evidence(spec.series().metric().field(), value, null));
        }
        return move == null ? null : new Finding.Over(value);
    }

    private RandomCutForestDetector detector() {
        ForestShape shape = spec.shape();
        return new RandomCutForestDetector(
                RandomCutForestDetector.USUAL_SEED, shape.trees(), shape.sampleSize(), shape.shingle(), shape.warmUp());
    }
}
