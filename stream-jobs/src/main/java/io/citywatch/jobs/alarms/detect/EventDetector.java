package io.citywatch.jobs.alarms.detect;

import io.citywatch.telemetry.alarm.Alarm.Evidence;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.DeviceEvent;
import io.citywatch.telemetry.message.EventType;
import org.jspecify.annotations.Nullable;

/**
 * A condition that the device itself has found: one event begins it, and another, or enough other messages without it, ends it.
 *
 * @param begin the event that begins it
 * @param end the event that ends it; null: none does
 * @param quietMillis it is over with the first message of any sort that comes so long after the last such event; null: only the
 *     other event ends it
 * @param severity how bad it is
 * @param metric the metric in whose unit the event's value stands, if it has one
 */
public record EventDetector(
        EventType begin,
        @Nullable EventType end,
        @Nullable Long quietMillis,
        Severity severity,
        @Nullable Metric metric)
        implements MessageDetector<EventState> {

    @Override
    public boolean canGoOnFrom(Detector before) {
        return before instanceof EventDetector event && event.begin == begin && event.end == end;
    }

    @Override
    public Class<EventState> stateType() {
        return EventState.class;
    }

    @Override
    public EventState fresh() {
        return new EventState();
    }

    @Override
    public boolean concerns(Observation observation) {
        return quietMillis != null || isOwn(observation);
    }

    @Override
    public boolean isEvidence(EventState state, Observation observation) {
        return isOwn(observation) || isQuiet(state, observation);
    }

    @Override
    public @Nullable Finding observe(EventState state, Observation observation) {
        if (!(observation.message() instanceof DeviceEvent event) || !isOwn(observation)) {
            state.active = false;
            return new Finding.Over(null);
        }
        boolean begins = event.type() == begin;
        if (begins && quietMillis != null) {
            state.last = observation.effective();
        }
        if (begins == state.active) {
            return null;
        }
        state.active = begins;
        return begins
                ? new Finding.Present(
                        severity,
                        observation.effective(),
                        new Evidence(metric == null ? null : metric.field(), event.value(), null))
                : new Finding.Over(event.value());
    }

    private boolean isOwn(Observation observation) {
        return observation.message() instanceof DeviceEvent event && (event.type() == begin || event.type() == end);
    }

    private boolean isQuiet(EventState state, Observation observation) {
        return state.active
                && quietMillis != null
                && state.last != null
                && observation.effective() - state.last >= quietMillis;
    }
}
