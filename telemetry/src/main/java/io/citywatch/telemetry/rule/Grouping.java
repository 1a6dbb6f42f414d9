package io.citywatch.telemetry.rule;

import io.citywatch.telemetry.alarm.Severity;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What it means when the condition of a rule holds at several devices.
 *
 * <p>Alarms that come in floods with one cause are folded into one that stands for them. At a severity at which it may be folded,
 * an alarm is withheld for some seconds, until it is known whether it comes alone. Where a rule has its alarms folded by district, one
 * stands for all of them there from the first one on, and none is withheld.
 *
 * @param agreement what it means that neighbours agree; null: nothing
 * @param fold the severities at which its alarms may be folded, never critical; empty: they never are
 * @param foldBy what those have in common for which one stands
 */
public record Grouping(@Nullable Agreement agreement, Set<Severity> fold, FoldBy foldBy) {
    /** Each device is judged for itself. */
    public static final Grouping NONE = new Grouping(null, Set.of());

    /** Alarms that are folded where they have one cause. */
    public Grouping(@Nullable Agreement agreement, Set<Severity> fold) {
        this(agreement, fold, FoldBy.CAUSE);
    }

    public Grouping {
        fold = Set.copyOf(fold);
        if (fold.contains(Severity.CRITICAL)) {
            throw new IllegalArgumentException("critical alarms are never folded");
        }
    }
}
