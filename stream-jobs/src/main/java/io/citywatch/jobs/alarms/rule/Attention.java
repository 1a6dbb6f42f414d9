package io.citywatch.jobs.alarms.rule;

import io.citywatch.telemetry.alarm.Severity;
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
    /** An operator takes up to 3 minutes with a critical alarm at hand; 10 are one alarm's share of a calm shift. */
    public static final Map<Severity, Duration> DEFAULT_PATIENCE =
            Map.of(Severity.CRITICAL, Duration.ofMinutes(3), Severity.HIGH, Duration.ofMinutes(10));

    public Attention {
        hideable = Set.copyOf(hideable);
        patience = Map.copyOf(patience);
        patience.forEach((severity, delay) -> {
            if (delay.isNegative() || delay.isZero()) {
                throw new IllegalArgumentException("alarms can't be escalated after " + delay);
            }
        });
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
