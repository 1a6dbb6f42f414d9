package io.citywatch.jobs.alarms.detect;

import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.Reading;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The distance from the usual value on a ladder of limits.
 *
 * <p>The usual value is the cover's angle at installation, as the newest birth says it; or it is learned: the mean of the first
 * reports after the device was installed. It does not follow the value later, or it would never see a slow drift.
 *
 * @param metric what is measured
 * @param learnReports how many reports make the usual value; 0: it is the angle at installation
 * @param ladder limits on the distance, in the metric's unit
 */
public record DeviationDetector(Metric metric, int learnReports, Ladder ladder)
        implements MessageDetector<DeviationState> {

    @Override
    public boolean canGoOnFrom(Detector before) {
        return before instanceof DeviationDetector deviation
                && deviation.metric == metric
                && (deviation.learnReports == 0) == (learnReports == 0)
                && ladder.canGoOnFrom(deviation.ladder);
    }

    @Override
    public Class<DeviationState> stateType() {
        return DeviationState.class;
    }

    @Override
    public DeviationState fresh() {
        return new DeviationState();
    }

    @Override
    public boolean concerns(Observation observation) {
        return observation.message() instanceof Reading reading && reading.has(metric);
    }

    @Override
    public boolean advance(DeviationState state, Observation observation) {
        return advanceOnce(state, observation);
    }

    @Override
    public @Nullable Finding observe(DeviationState state, Observation observation) {
        if (!(observation.message() instanceof Reading reading)) {
            return null;
        }
        double value = reading.value(metric);
        if (state.learned < learnReports) {
            state.learned++;
            state.usual += (value - state.usual) / state.learned;
            return null;
        }
        if (learnReports == 0) {
            DeviceFacts facts = observation.facts();
            state.usual = facts == null ? 0 : facts.baselineTiltDeg();
        }
        double distance = metric == Metric.TILT_DEG
                ? CoverDetector.deviationDeg(value, state.usual)
                : Math.abs(value - state.usual);
        // The distance is shown as the value, since what it is measured from differs from device to device
        return Ladder.finding(
                state, metric, ladder.apply(state, distance, observation.effective(), observation.arrival()));
    }

    @Override
    public long deadline(DeviationState state) {
        return ladder.deadline(state);
    }

    @Override
    public @Nullable Finding elapse(DeviationState state, long clock, @Nullable DeviceFacts facts) {
        return Ladder.finding(state, metric, ladder.elapse(state, clock));
    }

    @Override
    public void adopt(DeviationState state, Detector before, long t) {
        if (before instanceof DeviationDetector deviation) {
            ladder.adopt(state, deviation.ladder, t);
        }
    }

    @Override
    public void reinstall(DeviationState state) {
        state.learned = 0;
        state.usual = 0;
        state.pending = List.of();
    }
}
