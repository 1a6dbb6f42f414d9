package io.citywatch.jobs.alarms.rule;

import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.rule.RuleAttention;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the alarms of a rule ask of operators.
 *
 * @param hideable the severities at which they may be shelved
 * @param latching whether, after an episode is over and acknowledged, somebody has to reset them
 * @param patience how long they may stay unacknowledged before they are escalated, by severity; absent: for ever
 */
public record Attention(Set<Severity> hideable, boolean latching, Map<Severity, Duration> patience) {
    /** What holds where a rule does not say it. */
    public static final Map<Severity, Duration> DEFAULT_PATIENCE = RuleAttention.USUAL_ESCALATION;

    public Attention {
        hideable = Set.copyOf(hideable);
        patience = Map.copyOf(patience);
        patience.forEach((severity, delay) -> {
            if (delay.isNegative() || delay.isZero()) {
                throw new IllegalArgumentException("alarms can't be escalated after " + delay);
            }
        });
    }

    /** What the document of a rule says. */
    static Attention of(RuleAttention attention) {
        return new Attention(attention.hideable(), attention.latching(), attention.escalation());
    }

    /** Alarms that may be shelved at these severities, don't latch, and are escalated after the usual time. */
    public static Attention hideableAt(Set<Severity> hideable) {
        return new Attention(hideable, false, DEFAULT_PATIENCE);
    }

    /** Whether some of them are never put aside without a work order. */
    public boolean isGuarded() {
        return !hideable.containsAll(EnumSet.allOf(Severity.class));
    }

    /** How long they may stay unacknowledged at that severity; null: for ever. */
    public @Nullable Duration patienceAt(Severity severity) {
        return patience.get(severity);
    }
}
