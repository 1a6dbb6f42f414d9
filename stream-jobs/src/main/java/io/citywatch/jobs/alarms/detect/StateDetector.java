package io.citywatch.jobs.alarms.detect;

import io.citywatch.jobs.alarms.detect.Ladder.Move;
import io.citywatch.jobs.alarms.detect.Ladder.Step;
import io.citywatch.telemetry.alarm.Alarm.Evidence;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.rule.Comparison;
import io.citywatch.telemetry.rule.DetectorSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A switch, or what a sensor says of itself, that has one of certain values for long enough. On a ladder of one step, whose
 * value is 1 while it has.
 *
 * @param spec its parameters
 * @param ladder how long it has to have one of the values, and how long another one to be over
 */
public record StateDetector(DetectorSpec.State spec, Ladder ladder) implements MessageDetector<LadderState> {
    private static final double HAS_IT = 1;

    public StateDetector(DetectorSpec.State spec) {
        this(
                spec,
                new Ladder(
                        Comparison.AT_LEAST,
                        List.of(new Step(HAS_IT, spec.severity(), spec.sustain().toMillis())),
                        HAS_IT,
                        spec.clearSustain().toMillis()));
    }

    @Override
    public boolean canGoOnFrom(Detector before) {
        return before instanceof StateDetector state
                && state.spec.metric() == spec.metric()
                && state.spec.values().equals(spec.values())
                && state.spec.severity() == spec.severity();
    }

    @Override
    public Class<LadderState> stateType() {
        return LadderState.class;
    }

    @Override
    public LadderState fresh() {
        return new LadderState();
    }

    @Override
    public boolean concerns(Observation observation) {
        return observation.message() instanceof Reading reading && reading.has(spec.metric());
    }

    @Override
    public @Nullable Finding observe(LadderState state, Observation observation) {
        if (!(observation.message() instanceof Reading reading)) {
            return null;
        }
        double value = spec.values().contains(reading.value(spec.metric())) ? HAS_IT : 0;
        return finding(ladder.apply(state, value, observation.effective(), observation.arrival()));
    }

    @Override
    public long deadline(LadderState state) {
        return ladder.deadline(state);
    }

    @Override
    public @Nullable Finding elapse(LadderState state, long clock, @Nullable DeviceFacts facts) {
        return finding(ladder.elapse(state, clock));
    }

    @Override
    public void adopt(LadderState state, Detector before, long t) {
        if (before instanceof StateDetector former) {
            ladder.adopt(state, former.ladder, t);
        }
    }

    private @Nullable Finding finding(@Nullable Move move) {
        if (move instanceof Move.Up up) {
            Double value = spec.metric() != Metric.SENSOR_STATE && spec.values().size() == 1
                    ? spec.values().iterator().next()
                    : null;
            return new Finding.Present(
                    spec.severity(), up.onset(), new Evidence(spec.metric().field(), value, null));
        }
        return move == null ? null : new Finding.Over(null);
    }
}
