package io.citywatch.jobs.alarms.group;

import io.citywatch.jobs.alarms.group.FloodScope.Extent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The floods that explain what is at hand with the fewest alarms: from the narrowest cause to the widest.
 *
 * <p>Alarms of one concentrator, building or grid cell are one flood. More such floods in a district than an operator can take in,
 * or too many alarms there that nothing narrower explains, are the district's flood; and floods of several districts are a
 * storm. Simulated devices are told apart from real ones. It depends on the set of what is at hand alone, not on its order.
 */
final class FloodPlan {
    /** Fewer alarms than that are looked at one by one. */
    static final int NARROW_MEMBERS = 5;
    /** Above ten alarms in ten minutes an operator is flooded (ISA-18.2). */
    static final int DISTRICT_MEMBERS = 10;
    /** So many floods of narrow causes a district may have side by side. */
    static final int NARROW_FLOODS = 3;
    /** From so many districts on it is a storm. */
    static final int STORM_DISTRICTS = 3;

    private final Map<FloodScope, List<FloodCandidate>> joining = new HashMap<>();
    private final Map<FloodScope, List<Flood>> swallowed = new HashMap<>();

    private FloodPlan() {}

    /** The candidates of each new flood. */
    Map<FloodScope, List<FloodCandidate>> joining() {
        return joining;
    }

    /** The floods that a new and wider one swallows. */
    List<Flood> swallowedBy(FloodScope scope) {
        return swallowed.getOrDefault(scope, List.of());
    }

    /**
     * Makes the plan.
     *
     * @param candidates in order
     * @param open the floods that others may still join, and that none has swallowed
     */
    static FloodPlan of(List<FloodCandidate> candidates, Collection<Flood> open) {
        FloodPlan plan = new FloodPlan();
        Map<FloodScope, List<FloodCandidate>> byDistrict = new HashMap<>();
        for (FloodCandidate candidate : candidates) {
            byDistrict
                    .computeIfAbsent(FloodScope.districtOf(candidate.news()), district -> new ArrayList<>())
                    .add(candidate);
        }
        byDistrict.forEach((district, own) -> plan.planDistrict(district, own, open));
        plan.planStorm(open, false);
        plan.planStorm(open, true);
        return plan;
    }

    private void planDistrict(FloodScope district, List<FloodCandidate> own, Collection<Flood> open) {
        List<Flood> beside = open.stream()
                .filter(flood -> flood.scope().extent().isNarrow()
                        && flood.scope().district().equals(district.district())
                        && flood.scope().simulated() == district.simulated())
                .sorted(Comparator.comparing(Flood::alarm))
                .toList();
        Map<FloodScope, List<FloodCandidate>> narrow = narrow(own, NARROW_FLOODS - beside.size());
        int explained = narrow.values().stream().mapToInt(List::size).sum();
        if (own.size() - explained >= DISTRICT_MEMBERS || narrow.size() + beside.size() > NARROW_FLOODS) {
            joining.put(district, own);
            swallowed.put(district, beside);
        } else {
            joining.putAll(narrow);
        }
    }

    private void planStorm(Collection<Flood> open, boolean simulated) {
        List<FloodScope> planned = joining.keySet().stream()
                .filter(scope -> scope.extent() == Extent.DISTRICT && scope.simulated() == simulated)
                .sorted(Comparator.comparing(FloodScope::district))
                .toList();
        List<Flood> standing = open.stream()
                .filter(flood -> flood.scope().extent() == Extent.DISTRICT
                        && flood.scope().simulated() == simulated)
                .sorted(Comparator.comparing(Flood::alarm))
                .toList();
        if (planned.isEmpty() || planned.size() + standing.size() < STORM_DISTRICTS) {
            return;
        }
        List<FloodCandidate> all = new ArrayList<>();
        List<Flood> within = new ArrayList<>(standing);
        for (FloodScope district : planned) {
            all.addAll(joining.remove(district));
            within.addAll(swallowed.getOrDefault(district, List.of()));
            swallowed.remove(district);
        }
        FloodScope city = planned.get(0).city();
        joining.put(city, all);
        swallowed.put(city, within);
    }

    /**
     * The narrow floods of a district: the largest group takes its alarms first.
     *
     * @param most so many may be; where there are more, one more is enough to know it
     */
    private static Map<FloodScope, List<FloodCandidate>> narrow(List<FloodCandidate> own, int most) {
        Map<FloodScope, List<FloodCandidate>> groups = new HashMap<>();
        for (FloodCandidate candidate : own) {
            for (FloodScope scope : FloodScope.narrow(candidate.news())) {
                groups.computeIfAbsent(scope, any -> new ArrayList<>()).add(candidate);
            }
        }
        List<FloodScope> largestFirst = groups.entrySet().stream()
                .filter(group -> group.getValue().size() >= NARROW_MEMBERS)
                .sorted(Comparator.comparingInt((Map.Entry<FloodScope, List<FloodCandidate>> group) ->
                                -group.getValue().size())
                        .thenComparing(group -> group.getKey().extent())
                        .thenComparing(group -> group.getKey().name()))
                .map(Map.Entry::getKey)
                .toList();
        Set<FloodCandidate> taken = Collections.newSetFromMap(new IdentityHashMap<>());
        Map<FloodScope, List<FloodCandidate>> narrow = new HashMap<>();
        for (FloodScope scope : largestFirst) {
            if (narrow.size() > most) {
                break;
            }
            List<FloodCandidate> rest = groups.getOrDefault(scope, List.of()).stream()
                    .filter(candidate -> !taken.contains(candidate))
                    .toList();
            if (rest.size() >= NARROW_MEMBERS) {
                narrow.put(scope, rest);
                taken.addAll(rest);
            }
        }
        return narrow;
    }
}
