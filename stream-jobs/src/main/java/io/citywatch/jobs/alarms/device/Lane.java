package io.citywatch.jobs.alarms.device;

import io.citywatch.telemetry.alarm.AlarmAction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is due at a device by one {@link Clock}. Immutable.
 *
 * @param due when the first of its alarms leaves the shelf or is escalated, in milliseconds since 1970 UTC
 * @param suppression what suppresses its alarms now, if they are
 * @param held operators' actions whose time has not come, in the order of their time
 */
public record Lane(@Nullable Long due, @Nullable Suppression suppression, List<AlarmAction> held) {
    /** Nothing is due. */
    public static final Lane EMPTY = new Lane(null, null, List.of());

    public Lane {
        held = List.copyOf(held);
    }

    public boolean isEmpty() {
        return due == null && suppression == null && held.isEmpty();
    }

    Lane due(@Nullable Long time) {
        return new Lane(time, suppression, held);
    }

    Lane suppression(@Nullable Suppression present) {
        return new Lane(due, present, held);
    }

    Lane held(List<AlarmAction> actions) {
        return new Lane(due, suppression, actions);
    }

    /** With an action that has to wait; of two of the same time the first to come stays the first. */
    Lane hold(AlarmAction action) {
        List<AlarmAction> more = new ArrayList<>(held);
        more.add(action);
        more.sort(Comparator.comparingLong(AlarmAction::t));
        return held(more);
    }
}
