package io.citywatch.jobs.alarms.detect;

import io.citywatch.telemetry.alarm.Alarm.Evidence;
import io.citywatch.telemetry.message.Reading;
import io.citywatch.telemetry.rule.SeriesSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value that changes to and fro. A repeated value is no change. It is over with the first message that shows that few changes
 * were left in the window before it.
 *
 * @param spec its parameters
 */
public record FlappingDetector(SeriesSpec.Flapping spec) implements MessageDetector<FlappingState> {

    @Override
    public boolean canGoOnFrom(Detector before) {
        return before instanceof FlappingDetector flapping && flapping.spec.metric() == spec.metric();
    }

    @Override
    public Class<FlappingState> stateType() {
        return FlappingState.class;
    }

    @Override
    public FlappingState fresh() {
        return new FlappingState();
    }

    @Override
    public boolean concerns(Observation observation) {
        return observation.message() instanceof Reading reading && reading.has(spec.metric());
    }

    @Override
    public @Nullable Finding observe(FlappingState state, Observation observation) {
        if (!(observation.message() instanceof Reading reading)) {
            return null;
        }
        double value = reading.value(spec.metric());
        long t = observation.effective();
        boolean changed = state.value != null && state.value != value;
        state.value = value;
        state.changes = changes(state.changes, t, changed);
        int changes = state.changes.size();
        if (!state.active && changes >= spec.changes()) {
            state.active = true;
            return new Finding.Present(
                    spec.severity(),
                    state.changes.get(0),
                    new Evidence(spec.metric().field(), value, null));
        }
        if (state.active && changes <= spec.clearChanges()) {
            state.active = false;
            return new Finding.Over(value);
        }
        return null;
    }

    private List<Long> changes(List<Long> before, long t, boolean changed) {
        List<Long> now = new ArrayList<>(before);
        if (changed) {
            now.add(t);
        }
        now.removeIf(change -> change <= t - spec.within().toMillis());
        int surplus = now.size() - spec.changes();
        return List.copyOf(surplus > 0 ? now.subList(surplus, now.size()) : now);
    }
}
