package io.citywatch.telemetry.rule;

import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.alarm.lifecycle.Guards;
import io.citywatch.telemetry.facility.FacilityKind;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules that hold at a time, in their order, and what they say of putting their alarms aside. Immutable. */
public final class RulesInForce implements Guards {
    private final Map<String, RuleDocument> rules = new LinkedHashMap<>();
    private final Map<String, Long> since;
    private final Set<FacilityKind> guarded = EnumSet.noneOf(FacilityKind.class);

    RulesInForce(Collection<RuleDocument> rules, Map<String, Long> since) {
        this.since = Map.copyOf(since);
        for (RuleDocument rule : rules) {
            this.rules.put(rule.id(), rule);
            if (rule.attention().isGuarded()) {
                guarded.addAll(rule.scope().kinds());
            }
        }
    }

    /** The rules. */
    public List<RuleDocument> all() {
        return List.copyOf(rules.values());
    }

    /** When those began to hold that did not always, in milliseconds since 1970 UTC. */
    public Map<String, Long> since() {
        return since;
    }

    /** The alarms that stand for others are the platform's own, and may always be shelved: what they stand for may be folded. */
    @Override
    public boolean isHideable(String rule, Severity severity) {
        RuleDocument document = rules.get(rule);
        return rule.equals(StandardRules.FLOOD)
                || (document != null && document.attention().hideable().contains(severity));
    }

    @Override
    public boolean isGuarded(FacilityKind kind) {
        return guarded.contains(kind);
    }
}
