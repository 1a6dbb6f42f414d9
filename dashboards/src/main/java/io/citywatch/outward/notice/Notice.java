package io.citywatch.outward.notice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.citywatch.telemetry.alarm.Alarm;
import io.citywatch.telemetry.alarm.Transition;

/**
 * One transition of an alarm, as the outside may be told of it.
 *
 * @param alarm the alarm as the log has it; its state may be newer than the transition
 * @param document the same as JSON, with every field that the log has
 * @param transition what happened
 * @param version the version that the transition gave the alarm, which is its time
 * @param happening what that means
 * @param nextOffset where the log is read on once it is delivered
 */
public record Notice(
        Alarm alarm, ObjectNode document, Transition transition, long version, Happening happening, long nextOffset) {

    /** The same for the same transition, however often it is delivered. */
    public String deliveryId() {
        return deliveryId(alarm.id(), version);
    }

    /** The id of the delivery of the transition that gave the alarm that version. */
    public static String deliveryId(String alarm, long version) {
        return alarm + '~' + version;
    }

    /** Whether the alarm's condition was over when that happened, or it was put aside: nothing is to be done about it. */
    public boolean isOver() {
        return !transition.to().isHeld();
    }

    /** Whether the alarm comes from a simulated device. */
    public boolean isSimulated() {
        return alarm.source().simulated();
    }
}
