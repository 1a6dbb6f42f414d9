package io.citywatch.jobs.alarms.group;

import io.citywatch.jobs.alarms.group.FloodScope.Extent;
import io.citywatch.jobs.alarms.rule.FloodRule;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.FacilityKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Judges, once a second, whether what began and ended lately is a flood, and folds its alarms into one.
 *
 * <p>What becomes known is put down and judged {@link Gathering#TIME} after it was found, in the order of the times at which it was
 * found. So neither the order in which it came nor that it came twice makes a difference, nor that it came late, if not later
 * than that. What comes later still is judged as soon as it has come.
 *
 * <p>A condition joins the widest open flood that it belongs to. Else it may open one, together with those that began within
 * {@link #JOINABLE} before and were raised for themselves ({@link FloodPlan}). To what comes alone nothing is said. A flood that nobody has joined for so long takes
 * no more, lest it hide for days what has nothing to do with it: when so many come that they are a flood of the same scope, the old one
 * is over, and a new one begins with what is left of it and calls anew. When but a few of its members have not come back, these are
 * raised for themselves and the flood is over.
 */
final class Floods {
    /** The ten minutes over which alarms are counted to a flood (ISA-18.2). */
    static final Duration JOINABLE = Duration.ofMinutes(10);
    /** So few that have not come back are no flood, if they are a tenth of it at most. */
    static final int FEW = 4;

    static final int FEW_SHARE = 10;

    private final FloodMemory memory;
    private final FloodWords words;

    Floods(FloodMemory memory, FloodWords words) {
        this.memory = memory;
        this.words = words;
    }

    /** Puts down what became known, and returns when it is to be judged, if the log has come to that time. */
    long hear(FoldNews news, long reached) {
        return new Gathering<>(memory.news()).hear(news, reached);
    }

    /** Judges what is due at that time of the log; returns when to look again at what is alone now, or null. */
    @Nullable
    Long judge(long t) {
        Map<String, Flood> floods = new TreeMap<>();
        memory.floods().entries().forEach(entry -> floods.put(entry.getKey(), entry.getValue()));
        for (FoldNews news : new Gathering<>(memory.news()).takeDue(t)) {
            switch (news.what()) {
                case BEGAN -> begin(news, floods);
                case ASKS -> answer(news, floods, t);
                case ENDED -> end(news.condition(), floods);
            }
        }
        List<FloodCandidate> rest = join(candidates(t), floods, t);
        open(rest, floods, t);
        boolean alone = standAlone(t);
        new FloodEnds(memory, words).settle(floods, t);
        return alone ? Long.valueOf(Gathering.wholeSecond(t + JOINABLE.toMillis() + 1)) : null;
    }

    private void begin(FoldNews news, Map<String, Flood> floods) {
        String alarm = news.condition().alarm();
        FloodCandidate known = memory.candidates().get(alarm);
        FloodMember member = memory.members().get(alarm);
        if ((known != null
                        && known.news().condition().onset() >= news.condition().onset())
                || (member != null && member.onset() >= news.condition().onset())) {
            return;
        }
        if (member != null) {
            leave(alarm, member, floods);
        }
        memory.candidates().put(alarm, new FloodCandidate(news, 0));
    }

    /**
     * An alarm that is folded, and is not known to be, has been lost: it is folded anew, or told to stand for itself. One that stands for a
     * flood of which nothing is known is over.
     */
    private void answer(FoldNews news, Map<String, Flood> floods, long t) {
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
                leave(alarm, member, floods);
            }
            memory.candidates().put(alarm, new FloodCandidate(news, 0));
        }
    }

    private void end(Condition condition, Map<String, Flood> floods) {
        String alarm = condition.alarm();
        FloodCandidate known = memory.candidates().get(alarm);
        if (known != null && known.news().condition().onset() <= condition.onset()) {
            memory.candidates().remove(alarm);
        }
        FloodMember member = memory.members().get(alarm);
        if (member != null && member.onset() <= condition.onset()) {
            leave(alarm, member, floods);
        }
    }

    private void leave(String alarm, FloodMember member, Map<String, Flood> floods) {
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

    /** What may be part of a flood, in order; what has been alone for too long is forgotten. */
    private List<FloodCandidate> candidates(long t) {
        List<FloodCandidate> present = new ArrayList<>();
        List<String> forgotten = new ArrayList<>();
        for (Map.Entry<String, FloodCandidate> entry : memory.candidates().entries()) {
            FloodCandidate candidate = entry.getValue();
            if (candidate.isAlone() && t - candidate.aloneSince() > JOINABLE.toMillis()) {
                forgotten.add(entry.getKey());
            } else {
                present.add(candidate);
            }
        }
        forgotten.forEach(memory.candidates()::remove);
        present.sort(Comparator.comparing(FloodCandidate::news, GroupNews.IN_ORDER));
        return present;
    }

    /** Lets candidates join the open floods; returns the others. */
    private List<FloodCandidate> join(List<FloodCandidate> candidates, Map<String, Flood> floods, long t) {
        Map<FloodScope, List<FloodCandidate>> joining = new HashMap<>();
        Map<FloodScope, Boolean> open = new HashMap<>();
        List<FloodCandidate> rest = new ArrayList<>();
        for (FloodCandidate candidate : candidates) {
            FloodScope scope = candidate.isAlone()
                    ? null
                    : widestFirst(candidate.news()).stream()
                            .filter(wide -> open.computeIfAbsent(wide, any -> isOpen(floods.get(any.device()), t)))
                            .findFirst()
                            .orElse(null);
            if (scope == null) {
                rest.add(candidate);
            } else {
                joining.computeIfAbsent(scope, any -> new ArrayList<>()).add(candidate);
            }
        }
        joining.forEach((scope, those) -> add(floods, scope, those, List.of(), t));
        return rest;
    }

    private static List<FloodScope> widestFirst(FoldNews news) {
        FloodScope district = FloodScope.districtOf(news);
        List<FloodScope> scopes = new ArrayList<>();
        scopes.add(district.city());
        scopes.add(district);
        scopes.addAll(FloodScope.narrow(news));
        return scopes;
    }

    private static boolean isOpen(@Nullable Flood flood, long t) {
        return flood != null && t - flood.joined() <= JOINABLE.toMillis();
    }

    private void open(List<FloodCandidate> candidates, Map<String, Flood> floods, long t) {
        if (candidates.stream().allMatch(FloodCandidate::isAlone)) {
            return;
        }
        List<Flood> open = floods.values().stream()
                .filter(flood -> isOpen(flood, t) && memory.members().get(flood.alarm()) == null)
                .toList();
        FloodPlan plan = FloodPlan.of(candidates, open);
        plan.joining().forEach((scope, those) -> add(floods, scope, those, plan.swallowedBy(scope), t));
    }

    /** Adds alarms, and narrower floods, to a flood; opens it where it is not there. */
    private void add(
            Map<String, Flood> floods, FloodScope scope, List<FloodCandidate> joining, List<Flood> swallowed, long t) {
        String name = scope.device();
        Flood before = floods.get(name);
        Flood flood = before != null && isOpen(before, t) ? before : opened(scope, joining, t);
        if (before != null && !isOpen(before, t)) {
            flood = new FloodEnds(memory, words).succeed(before, flood, floods, t);
        }
        Map<String, Long> onsets = new LinkedHashMap<>();
        Severity worst = Severity.LOW;
        for (FloodCandidate one : joining) {
            Condition condition = one.news().condition();
            String alarm = condition.alarm();
            onsets.put(alarm, condition.onset());
            worst = condition.severity().isWorseThan(worst) ? condition.severity() : worst;
            memory.candidates().remove(alarm);
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

    private static Flood opened(FloodScope scope, List<FloodCandidate> joining, long t) {
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

    /** What no flood has taken is raised for itself, with nothing said unless it is folded. Whether there is such. */
    private boolean standAlone(long t) {
        List<FloodCandidate> withheld = new ArrayList<>();
        for (Map.Entry<String, FloodCandidate> entry : memory.candidates().entries()) {
            if (!entry.getValue().isAlone()) {
                withheld.add(entry.getValue());
            }
        }
        withheld.sort(Comparator.comparing(FloodCandidate::news, GroupNews.IN_ORDER));
        for (FloodCandidate candidate : withheld) {
            Condition condition = candidate.news().condition();
            if (candidate.news().what() == FoldNews.What.ASKS) {
                words.standAlone(condition.alarm(), condition.onset(), t);
            }
            memory.candidates().put(condition.alarm(), new FloodCandidate(candidate.news(), t));
        }
        return !withheld.isEmpty();
    }
}
