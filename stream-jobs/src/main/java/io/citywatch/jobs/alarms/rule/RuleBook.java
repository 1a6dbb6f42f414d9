package io.citywatch.jobs.alarms.rule;

import io.citywatch.telemetry.facility.FacilityKind;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules that hold. Immutable. */
public final class RuleBook {
    private final Map<String, Rule> byId = new HashMap<>();
    private final Map<FacilityKind, List<Rule>> byKind = new EnumMap<>(FacilityKind.class);

    public RuleBook(List<Rule> rules) {
        for (Rule rule : rules) {
            if (byId.put(rule.id(), rule) != null) {
                throw new IllegalArgumentException("rule '" + rule.id() + "' stands there twice");
            }
        }
        for (FacilityKind kind : FacilityKind.values()) {
            byKind.put(
                    kind,
                    rules.stream().filter(rule -> rule.kinds().contains(kind)).toList());
        }
    }

    /** The rules for devices of that kind, in their order. */
    public List<Rule> of(FacilityKind kind) {
        return byKind.getOrDefault(kind, List.of());
    }

    /** The rule of that id, or null when there is none. */
    public @Nullable Rule rule(String id) {
        return byId.get(id);
    }

    /** Whether devices of that kind can raise an alarm that is never put aside without a work order. */
    public boolean needsWorkOrder(FacilityKind kind) {
        return of(kind).stream().anyMatch(rule -> rule.attention().isGuarded());
    }
}
