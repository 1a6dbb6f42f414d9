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
 * @param held actions whose time has not come, in the order of their time
 * @param withheld conditions of which it is not yet known whether their alarm is raised for itself
 */
public record Lane(
        @Nullable Long due, @Nullable Suppression suppression, List<AlarmAction> held, List<Withheld> withheld) {
    /** Nothing is due. */
    public static final Lane EMPTY = new Lane(null, null, List.of());

    public Lane {
        held = List.copyOf(held);
        withheld = List.copyOf(withheld);
    }

    /** With nothing withheld. */
    public Lane(@Nullable Long due, @Nullable Suppression suppression, List<AlarmAction> held) {
        this(due, suppression, held, List.of());
    }

    public boolean isEmpty() {
        return due == null && suppression == null && held.isEmpty() && withheld.isEmpty();
    }

    Lane due(@Nullable Long time) {
        return new Lane(time, suppression, held, withheld);
    }

    Lane suppression(@Nullable Suppression present) {
        return new Lane(due, present, held, withheld);
    }

    Lane held(List<AlarmAction> actions) {
        return new Lane(due, suppression, actions, withheld);
    }

    /** What is withheld of that rule, or null. */
    @Nullable
    Withheld withheld(String rule) {
        for (Withheld one : withheld) {
            if (one.rule().equals(rule)) {
                return one;
            }
        }
        return null;
    }

    /** With that withheld, in place of what was of the same rule. */
    Lane withhold(Withheld more) {
        List<Withheld> all = new ArrayList<>(withheldBut(more.rule()));
        all.add(more);
        return new Lane(due, suppression, held, all);
    }

    /** With nothing withheld of that rule. */
    Lane release(String rule) {
        return new Lane(due, suppression, held, withheldBut(rule));
    }

    private List<Withheld> withheldBut(String rule) {
        return withheld.stream().filter(one -> !one.rule().equals(rule)).toList();
    }

    /** With an action that has to wait; of two of the same time the first to come stays the first. */
    Lane hold(AlarmAction action) {
        List<AlarmAction> more = new ArrayList<>(held);
        more.add(action);
        more.sort(Comparator.comparingLong(AlarmAction::t));
        return held(more);
    }
}
