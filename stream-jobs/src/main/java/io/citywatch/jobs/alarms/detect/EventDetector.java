package io.citywatch.jobs.alarms.detect;

import io.citywatch.telemetry.alarm.Alarm.Evidence;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.message.DeviceEvent;
import io.citywatch.telemetry.message.EventType;
import org.jspecify.annotations.Nullable;

/**
 * A condition that the device itself has found: one event begins it, another ends it.
 *
 * @param begin the event that begins it
 * @param end the event that ends it
 * @param severity how bad it is
 * @param metric the metric in whose unit the event's value stands
 */
public record EventDetector(EventType begin, EventType end, Severity severity, Metric metric)
        implements MessageDetector<EventState> {

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
        return observation.message() instanceof DeviceEvent event && (event.type() == begin || event.type() == end);
    }

    @Override
    public @Nullable Finding observe(EventState state, Observation observation) {
        if (!(observation.message() instanceof DeviceEvent event)) {
            return null;
        }
        boolean begins = event.type() == begin;
        if (begins == state.active) {
            return null;
        }
        state.active = begins;
        return begins
                ? new Finding.Present(
                        severity, observation.effective(), new Evidence(metric.field(), event.value(), null))
                : new Finding.Over(event.value());
    }
}
