package io.citywatch.jobs.alarms.rule;

import io.citywatch.jobs.alarms.detect.DeviceFacts;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.alarm.lifecycle.Guards;
import io.citywatch.telemetry.facility.FacilityKind;
import io.citywatch.telemetry.rule.Agreement;
import io.citywatch.telemetry.topic.DeviceAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules that hold. Immutable. */
public final class RuleBook implements Guards {
    private final Map<String, Rule> byId = new HashMap<>();
    private final Map<String, List<Rule>> agreeing = new HashMap<>();
    private final Map<FacilityKind, List<Rule>> byKind = new EnumMap<>(FacilityKind.class);

    /** The kinds that have rules which look at some of their devices only. */
    private final Set<FacilityKind> scoped = EnumSet.noneOf(FacilityKind.class);

    /** When a rule that was not always there began to hold. */
    private final Map<String, Long> since;

    public RuleBook(List<Rule> rules) {
        this(rules, Map.of());
    }

    /** Rules, and since when those hold that did not always, in milliseconds since 1970 UTC. */
    public RuleBook(List<Rule> rules, Map<String, Long> since) {
        this.since = Map.copyOf(since);
        byId.put(FloodRule.ID, FloodRule.RULE);
        for (Rule rule : rules) {
            if (byId.put(rule.id(), rule) != null) {
                throw new IllegalArgumentException("rule '" + rule.id() + "' stands there twice");
            }
        }
        for (Rule rule : rules) {
            if (!rule.scope().isWhole()) {
                scoped.addAll(rule.kinds());
            }
        }
        for (FacilityKind kind : FacilityKind.values()) {
            byKind.put(
                    kind,
                    rules.stream().filter(rule -> rule.kinds().contains(kind)).toList());
        }
        for (Rule rule : rules) {
            Agreement agreement = rule.grouping().agreement();
            if (agreement != null) {
                agreeing.computeIfAbsent(rule.id(), id -> new ArrayList<>()).add(rule);
                agreement.with().stream()
                        .filter(other -> !other.equals(rule.id()))
                        .forEach(other -> agreeing.computeIfAbsent(other, id -> new ArrayList<>())
                                .add(rule));
            }
        }
    }

    /** The rules that look at that device, in their order. */
    public List<Rule> of(DeviceAddress address, @Nullable DeviceFacts facts) {
        List<Rule> all = of(address.kind());
        return scoped.contains(address.kind())
                ? all.stream().filter(rule -> rule.concerns(address, facts)).toList()
                : all;
    }

    /** The rules for devices of that kind, in their order; some may look at a part of them only. */
    public List<Rule> of(FacilityKind kind) {
        return byKind.getOrDefault(kind, List.of());
    }

    /** Since when the rule of that id holds, in milliseconds since 1970 UTC. */
    public long since(String id) {
        return since.isEmpty() ? Long.MIN_VALUE : since.getOrDefault(id, Long.MIN_VALUE);
    }

    /** The rule of that id, or null when there is none. */
    public @Nullable Rule rule(String id) {
        return byId.get(id);
    }

    /** The rules for whose agreement the conditions of that rule count. */
    public List<Rule> agreeing(String rule) {
        return agreeing.getOrDefault(rule, List.of());
    }

    /** Without its rule an alarm is taken to be as bad as can be. */
    @Override
    public boolean isHideable(String rule, Severity severity) {
        Rule known = byId.get(rule);
        return known != null && known.isHideable(severity);
    }

    @Override
    public boolean isGuarded(FacilityKind kind) {
        return of(kind).stream().anyMatch(rule -> rule.attention().isGuarded());
    }
}
