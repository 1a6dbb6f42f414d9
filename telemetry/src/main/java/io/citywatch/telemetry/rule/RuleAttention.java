package io.citywatch.telemetry.rule;

import io.citywatch.telemetry.alarm.Severity;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What the alarms of a rule ask of operators.
 *
 * @param latching whether, after an episode is over and acknowledged, somebody has to reset them
 * @param hideable the severities at which they may be shelved
 * @param escalation how long they may stay unacknowledged, by severity; absent: for ever
 */
public record RuleAttention(boolean latching, Set<Severity> hideable, Map<Severity, Duration> escalation) {
    /** An operator takes up to 3 minutes with a critical alarm at hand; 10 are one alarm's share of a calm shift. */
    public static final Map<Severity, Duration> USUAL_ESCALATION =
            Map.of(Severity.CRITICAL, Duration.ofMinutes(3), Severity.HIGH, Duration.ofMinutes(10));

    public RuleAttention {
        hideable = Set.copyOf(hideable);
        escalation = Map.copyOf(escalation);
    }

    /** Whether some of them are never put aside without a work order. */
    public boolean isGuarded() {
        return hideable.size() < Severity.values().length;
    }
}
