package io.citywatch.telemetry.rule;

import io.citywatch.telemetry.alarm.Severity;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What it means when the condition of a rule holds at several devices.
 *
 * <p>Alarms that come in floods with one cause are folded into one that stands for them. At a severity at which it may be folded,
 * an alarm is withheld for some seconds, until it is known whether it comes alone.
 *
 * @param agreement what it means that neighbours agree; null: nothing
 * @param fold the severities at which its alarms may be folded, never critical; empty: they never are
 */
public record Grouping(@Nullable Agreement agreement, Set<Severity> fold) {
    /** Each device is judged for itself. */
    public static final Grouping NONE = new Grouping(null, Set.of());

    public Grouping {
        fold = Set.copyOf(fold);
        if (fold.contains(Severity.CRITICAL)) {
            throw new IllegalArgumentException("critical alarms are never folded");
        }
    }
}
