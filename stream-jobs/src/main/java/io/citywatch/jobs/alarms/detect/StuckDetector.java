package io.citywatch.jobs.alarms.detect;

import io.citywatch.telemetry.alarm.Alarm.Evidence;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.rule.SeriesSpec;
import org.jspecify.annotations.Nullable;

/**
 * A value that stays the same for too long while reports go on. A device that says nothing is silent, not stuck: the time
 * counts only up to a report, and it takes several. Where its rule looks at neighbours too, that is for their group to judge.
 *
 * @param spec its parameters
 */
public record StuckDetector(SeriesSpec.Stuck spec) implements MessageDetector<StuckState> {

    @Override
    public boolean canGoOnFrom(Detector before) {
        return before instanceof StuckDetector stuck
                && stuck.spec.metric() == spec.metric()
                && stuck.looksAtNeighbours() == looksAtNeighbours();
    }

    /** Whether what it finds means something only while its neighbours change. */
    public boolean looksAtNeighbours() {
        return spec.neighbours() != null;
    }

    /** Whether the value that was shown last is another than the one before. */
    public boolean hasChanged(StuckState state) {
        return state.reports == 1;
    }

    @Override
    public Class<StuckState> stateType() {
        return StuckState.class;
    }

    @Override
    public StuckState fresh() {
        return new StuckState();
    }

    @Override
    public boolean concerns(Observation observation) {
        return observation.message() instanceof Reading reading && reading.has(spec.metric());
    }

    @Override
    public boolean advance(StuckState state, Observation observation) {
        return advanceOnce(state, observation);
    }

    @Override
    public @Nullable Finding observe(StuckState state, Observation observation) {
        if (!(observation.message() instanceof Reading reading)) {
            return null;
        }
        double value = reading.value(spec.metric());
        long t = observation.effective();
        if (state.reports == 0 || Math.abs(value - state.value) > spec.tolerance()) {
            boolean wasActive = state.active;
            state.value = value;
            state.since = t;
            state.reports = 1;
            state.active = false;
            return wasActive ? new Finding.Over(value) : null;
        }
        state.reports = Math.min(state.reports + 1, spec.minReports());
        if (state.active
                || state.reports < spec.minReports()
                || t - state.since < spec.unchanged().toMillis()) {
            return null;
        }
        state.active = true;
        return new Finding.Present(
                spec.severity(), state.since, new Evidence(spec.metric().field(), value, null));
    }

    @Override
    public void reinstall(StuckState state) {
        // A sensor that was replaced or looked after begins anew; a standing alarm waits for a value that differs
        state.reports = state.active ? state.reports : 0;
    }
}
