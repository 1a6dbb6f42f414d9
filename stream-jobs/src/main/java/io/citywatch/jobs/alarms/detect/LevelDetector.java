package io.citywatch.jobs.alarms.detect;

import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.facility.SensorState;
import io.citywatch.telemetry.message.Reading;
import org.jspecify.annotations.Nullable;

/**
 * A metric on a ladder of limits.
 *
 * <p>A concentration measured by a gas sensor that is warming up or broken is no evidence, neither of gas nor of clean air.
 *
 * @param metric what is measured
 * @param ladder the limits, in the metric's unit
 */
public record LevelDetector(Metric metric, Ladder ladder) implements MessageDetector<LadderState> {

    @Override
    public boolean canGoOnFrom(Detector before) {
        return before instanceof LevelDetector level && level.metric == metric && ladder.canGoOnFrom(level.ladder);
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
        return observation.message() instanceof Reading reading && reading.has(metric) && isMeasured(reading);
    }

    /** How bad it would be if what the reading says stays; null when it meets no limit, or is no evidence. */
    public @Nullable Severity severityOf(Reading reading) {
        return reading.has(metric) && isMeasured(reading) ? ladder.severityOf(reading.value(metric)) : null;
    }

    @Override
    public @Nullable Finding observe(LadderState state, Observation observation) {
        if (!(observation.message() instanceof Reading reading)) {
            return null;
        }
        double value = reading.value(metric);
        return Ladder.finding(
                state, metric, ladder.apply(state, value, observation.effective(), observation.arrival()));
    }

    @Override
    public long deadline(LadderState state) {
        return ladder.deadline(state);
    }

    @Override
    public @Nullable Finding elapse(LadderState state, long clock, @Nullable DeviceFacts facts) {
        return Ladder.finding(state, metric, ladder.elapse(state, clock));
    }

    @Override
    public void adopt(LadderState state, Detector before, long t) {
        if (before instanceof LevelDetector level) {
            ladder.adopt(state, level.ladder, t);
        }
    }

    private boolean isMeasured(Reading reading) {
        if (metric != Metric.GAS_LEL && metric != Metric.CO_PPM) {
            return true;
        }
        SensorState sensor = reading.sensorState();
        return sensor != SensorState.WARMUP && sensor != SensorState.FAULT;
    }
}
