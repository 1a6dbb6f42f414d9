package io.citywatch.jobs.alarms.group;

import io.citywatch.jobs.alarms.group.FloodScope.Extent;
import io.citywatch.jobs.alarms.rule.FloodRule;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.FacilityKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is made, at one time of the log, of the news of that second. Tens of thousands come at once when a city falls silent. */
final class FloodJudgement {
    private final FloodMemory memory;
    private final FloodWords words;
    private final long t;
    private final Map<String, Flood> floods = new TreeMap<>();
    /** What has begun and is not part of a flood yet, by alarm, in order: most of it will be, so it is remembered only if not. */
    private final Map<String, FloodCandidate> begun = new LinkedHashMap<>();

    FloodJudgement(FloodMemory memory, FloodWords words, long t) {
        this.memory = memory;
        this.words = words;
        this.t = t;
    }

    /** Judges those news, which are in order; whether any alarm is alone from then on. */
    boolean judge(List<FoldNews> due) {
        memory.floods().entries().forEach(entry -> floods.put(entry.getKey(), entry.getValue()));
        for (FoldNews news : due) {
            switch (news.what()) {
                case BEGAN -> begin(news);
                case ASKS -> answer(news);
                case ENDED -> end(news.condition());
            }
        }
        List<FloodCandidate> alone = alone();
        if (!begun.isEmpty()) {
            open(join(candidates(alone)));
        }
        standAlone();
        new FloodEnds(memory, words).settle(floods, t);
        return !begun.isEmpty();
    }

    private void begin(FoldNews news) {
        String alarm = news.condition().alarm();
        FloodCandidate known = known(alarm);
        FloodMember member = memory.members().get(alarm);
        if ((known != null
                        && known.news().condition().onset() >= news.condition().onset())
                || (member != null && member.onset() >= news.condition().onset())) {
            return;
        }
        if (member != null) {
            leave(alarm, member);
        }
        if (known != null) {
            forget(alarm);
        }
        begun.put(alarm, new FloodCandidate(news, 0, alarm));
    }

    private @Nullable FloodCandidate known(String alarm) {
        FloodCandidate fresh = begun.get(alarm);
        return fresh == null ? memory.candidates().get(alarm) : fresh;
    }

    private void forget(String alarm) {
        if (begun.remove(alarm) == null) {
            memory.candidates().remove(alarm);
        }
    }

    /**
     * An alarm that is folded, and is not known to be, has been lost: it is folded anew, or told to stand for itself. One that stands for a
     * flood of which nothing is known is over.
     */
    private void answer(FoldNews news) {
        Condition condition = news.condition();
        String alarm = condition.alarm();
        if (condition.rule().equals(FloodRule.ID)) {
            Flood flood = floods.get(condition.address().device());
            if (flood == null) {
                words.unknown(alarm, condition.onset(), t);
            } else if (flood.opened() < condition.onset()) {
                floods.put(condition.address().device(), flood.openedAt(condition.onset()));
            }
            return;
        }
        FloodMember member = memory.members().get(alarm);
        if (member == null || member.onset() < condition.onset()) {
            if (member != null) {
                leave(alarm, member);
            }
            forget(alarm);
            begun.put(alarm, new FloodCandidate(news, 0, alarm));
        }
    }

    private void end(Condition condition) {
        String alarm = condition.alarm();
        FloodCandidate known = known(alarm);
        if (known != null && known.news().condition().onset() <= condition.onset()) {
            forget(alarm);
        }
        FloodMember member = memory.members().get(alarm);
        if (member != null && member.onset() <= condition.onset()) {
            leave(alarm, member);
        }
    }

    private void leave(String alarm, FloodMember member) {
        memory.members().remove(alarm);
        for (FloodMember up = member; up != null; ) {
            Flood flood = floods.get(up.flood());
            if (flood == null) {
                return;
            }
            floods.put(up.flood(), flood.left());
            up = memory.members().get(flood.alarm());
        }
    }

    /** What has been alone, but not for too long; the rest is forgotten. */
    private List<FloodCandidate> alone() {
        List<FloodCandidate> alone = new ArrayList<>();
        List<String> forgotten = new ArrayList<>();
        for (Map.Entry<String, FloodCandidate> entry : memory.candidates().entries()) {
            if (t - entry.getValue().aloneSince() > Floods.JOINABLE.toMillis()) {
                forgotten.add(entry.getKey());
            } else {
                alone.add(entry.getValue());
            }
        }
        forgotten.forEach(memory.candidates()::remove);
        return alone;
    }

    /** Those that were alone and what has begun, in order. */
    private List<FloodCandidate> candidates(List<FloodCandidate> alone) {
        List<FloodCandidate> candidates = new ArrayList<>(alone);
        candidates.sort(FloodCandidate.IN_ORDER);
        // A sort that merges what is in order already
        candidates.addAll(begun.values());
        candidates.sort(FloodCandidate.IN_ORDER);
        return candidates;
    }

    /** Lets candidates join the open floods; returns the others. */
    private List<FloodCandidate> join(List<FloodCandidate> candidates) {
        if (floods.isEmpty()) {
            return candidates;
        }
        Map<FloodScope, Boolean> open = new HashMap<>();
        Map<FloodScope, List<FloodCandidate>> joining = new HashMap<>();
        List<FloodCandidate> rest = new ArrayList<>();
        for (FloodCandidate candidate : candidates) {
            FloodScope scope = candidate.isAlone()
                    ? null
                    : FloodScope.widestFirst(candidate.news())
                            .filter(wide -> open.computeIfAbsent(wide, any -> isOpen(floods.get(any.device()))))
                            .findFirst()
                            .orElse(null);
            if (scope == null) {
                rest.add(candidate);
            } else {
                joining.computeIfAbsent(scope, any -> new ArrayList<>()).add(candidate);
            }
        }
        joining.forEach((scope, those) -> add(scope, those, List.of()));
        return rest;
    }

    private boolean isOpen(@Nullable Flood flood) {
        return flood != null && t - flood.joined() <= Floods.JOINABLE.toMillis();
    }

    private void open(List<FloodCandidate> candidates) {
        if (candidates.stream().allMatch(FloodCandidate::isAlone)) {
            return;
        }
        List<Flood> open = floods.values().stream()
                .filter(flood -> isOpen(flood) && memory.members().get(flood.alarm()) == null)
                .toList();
        FloodPlan plan = FloodPlan.of(candidates, open);
        plan.joining().forEach((scope, those) -> add(scope, those, plan.swallowedBy(scope)));
    }

    /** Adds alarms, and narrower floods, to a flood; opens it where it is not there. */
    private void add(FloodScope scope, List<FloodCandidate> joining, List<Flood> swallowed) {
        String name = scope.device();
        Flood before = floods.get(name);
        Flood flood;
        if (before == null) {
            flood = opened(scope, joining);
        } else if (isOpen(before)) {
            flood = before;
        } else {
            flood = new FloodEnds(memory, words).succeed(before, opened(scope, joining), floods, t);
        }
        // With room for all of them at once
        Map<String, Long> onsets = new LinkedHashMap<>(2 * joining.size());
        Severity worst = Severity.LOW;
        for (FloodCandidate one : joining) {
            Condition condition = one.news().condition();
            String alarm = one.alarm();
            onsets.put(alarm, condition.onset());
            worst = condition.severity().isWorseThan(worst) ? condition.severity() : worst;
            forget(alarm);
            memory.members().put(alarm, new FloodMember(name, condition.onset()));
        }
        boolean simulated = joining.stream().allMatch(one -> one.news().simulated());
        Flood.Tally those = new Flood.Tally(joining.size(), joining.size(), List.of(), true, simulated);
        flood = flood.joinedBy(onsets.keySet(), those, worst, t);
        for (Flood narrower : swallowed) {
            String alarm = narrower.alarm();
            onsets.put(alarm, narrower.opened());
            flood = flood.joinedBy(List.of(alarm), narrower.tally(), narrower.severity(), t);
            memory.members().put(alarm, new FloodMember(name, narrower.opened()));
        }
        words.gather(flood, t);
        words.fold(onsets, flood, t);
        floods.put(name, flood.told());
    }

    private Flood opened(FloodScope scope, List<FloodCandidate> joining) {
        Map<FacilityKind, Integer> kinds = new EnumMap<>(FacilityKind.class);
        joining.forEach(one -> kinds.merge(one.news().condition().address().kind(), 1, Integer::sum));
        FacilityKind most = FacilityKind.GAS;
        int largest = -1;
        for (Map.Entry<FacilityKind, Integer> kind : kinds.entrySet()) {
            if (kind.getValue() > largest) {
                most = kind.getKey();
                largest = kind.getValue();
            }
        }
        Severity severity = scope.extent().compareTo(Extent.DISTRICT) < 0 ? Severity.MEDIUM : Severity.HIGH;
        return new Flood(scope, most, severity, t, t, new Flood.Tally(0, 0, List.of(), true, true));
    }

    /** What has begun and no flood has taken is raised for itself, with nothing said unless it is folded. */
    private void standAlone() {
        begun.forEach((alarm, candidate) -> {
            FoldNews news = candidate.news();
            if (news.what() == FoldNews.What.ASKS) {
                words.standAlone(alarm, news.condition().onset(), t);
            }
            memory.candidates().put(alarm, candidate.aloneSince(t));
        });
    }
}
