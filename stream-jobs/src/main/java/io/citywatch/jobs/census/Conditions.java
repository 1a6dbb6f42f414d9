package io.citywatch.jobs.census;

import io.citywatch.telemetry.facility.SensorState;
import io.citywatch.telemetry.message.Birth;
import io.citywatch.telemetry.message.DeviceEvent;
import io.citywatch.telemetry.message.DeviceMessage;
import io.citywatch.telemetry.message.EventType;
import io.citywatch.telemetry.message.Reading;

/**
 * What a message says of the condition of its device.
 *
 * <p>A sensor that reports its state is faulty until it reports another. A fault that was an event ends with the next event
 * of a restoration, or with a newer birth. What is older than what is known changes nothing.
 */
final class Conditions {
    private Conditions() {}

    /** The condition after the message. */
    static BoundDevice.Condition after(BoundDevice.Condition before, DeviceMessage message, long arrival) {
        if (message instanceof Reading reading) {
            SensorState state = reading.sensorState();
            if (state == null || reading.t() < before.t()) {
                return before;
            }
            boolean says = state == SensorState.FAULT || state == SensorState.EXPIRED || state == SensorState.NORMAL;
            return says ? read(before, reading.t(), arrival, state) : before;
        }
        if (message instanceof DeviceEvent event && event.t() >= before.t()) {
            if (event.type() == EventType.FAULT) {
                return known(event.t(), arrival, true, before.expired());
            }
            if (event.type() == EventType.RESTORE) {
                return known(event.t(), arrival, false, before.expired());
            }
        }
        if (message instanceof Birth birth && birth.t() >= before.t() && (before.faulty() || before.expired())) {
            return known(birth.t(), arrival, false, false);
        }
        return before;
    }

    /**
     * Of a sensor that is well and says so again the time is kept to the minute, like the signs of its life, and for the same
     * reason: which of the readings of a minute come here depends on caches.
     */
    private static BoundDevice.Condition read(BoundDevice.Condition before, long t, long arrival, SensorState state) {
        boolean isWell = state == SensorState.NORMAL;
        if (isWell && !before.faulty() && !before.expired()) {
            long minute = BoundDevice.minuteStart(Math.min(t, arrival));
            return new BoundDevice.Condition(Math.max(before.t(), minute), false, false);
        }
        return known(t, arrival, state == SensorState.FAULT, state == SensorState.EXPIRED);
    }

    /** The time is kept also when all is well: what is older must be known to be older when it comes late. */
    private static BoundDevice.Condition known(long t, long arrival, boolean faulty, boolean expired) {
        return new BoundDevice.Condition(Math.min(t, arrival), faulty, expired);
    }
}
