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
            boolean says = state == SensorState.FAULT || state == SensorState.EXPIRED || state == SensorState.NORMAL;
            return says && reading.t() >= before.t()
                    ? known(before, reading.t(), arrival, state == SensorState.FAULT, state == SensorState.EXPIRED)
                    : before;
        }
        if (message instanceof DeviceEvent event && event.t() >= before.t()) {
            if (event.type() == EventType.FAULT) {
                return known(before, event.t(), arrival, true, before.expired());
            }
            if (event.type() == EventType.RESTORE) {
                return known(before, event.t(), arrival, false, before.expired());
            }
        }
        if (message instanceof Birth birth && birth.t() >= before.t() && (before.faulty() || before.expired())) {
            return known(before, birth.t(), arrival, false, false);
        }
        return before;
    }

    /** The time is kept only with what is out of the ordinary, so that nothing is written for a sensor that is well. */
    private static BoundDevice.Condition known(
            BoundDevice.Condition before, long t, long arrival, boolean faulty, boolean expired) {
        boolean isPlain = !faulty && !expired && before.equals(BoundDevice.Condition.UNKNOWN);
        return isPlain ? before : new BoundDevice.Condition(Math.min(t, arrival), faulty, expired);
    }
}
