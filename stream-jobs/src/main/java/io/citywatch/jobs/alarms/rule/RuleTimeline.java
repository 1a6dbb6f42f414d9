package io.citywatch.jobs.alarms.rule;

import io.citywatch.jobs.alarms.detect.Silence;
import io.citywatch.telemetry.rule.RuleDocument;
import io.citywatch.telemetry.rule.RuleReader;
import io.citywatch.telemetry.rule.StandardRules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules that held at each time: those that come with the platform, and the changes of the rules' topic, each from its time
 * on.
 *
 * <p>Changes hold in the order of the topic: one whose time lies before that of the record before it holds with that one. A
 * change that makes a silence of another detector, or the other way round, is left out, since alarms of silence go by another
 * clock. So is one of which no rule can be made, as an older release may have kept it. What held before such a change holds on.
 * Not thread-safe.
 */
public final class RuleTimeline {
    /** The number of the rules that hold before all changes. */
    public static final long BEFORE_ALL = -1;

    private static final String OTHER_CLOCK =
            "detector.type: a silence can't become another detector, nor the other way round, under the same id";

    private final Map<String, Rule> standard;
    private final TreeMap<Long, RuleChange> changes = new TreeMap<>();
    private final Map<String, Rule> parsed = new HashMap<>();
    private final Map<Long, List<String>> leftOut = new HashMap<>();
    private List<Era> eras;

    private RuleTimeline(List<Rule> standard) {
        this.standard = new LinkedHashMap<>();
        standard.forEach(rule -> this.standard.put(rule.id(), rule));
        eras = List.of(new Era(BEFORE_ALL, Long.MIN_VALUE, new RuleBook(standard), ""));
    }

    /** The rules that come with the platform, until there are changes. */
    public static RuleTimeline standard() {
        return of(StandardRules.all());
    }

    /** Those of the documents that are enabled, until there are changes. */
    public static RuleTimeline of(List<RuleDocument> documents) {
        return new RuleTimeline(
                documents.stream().filter(RuleDocument::enabled).map(Rule::of).toList());
    }

    /**
     * The time in which certain rules hold.
     *
     * @param number the number of the change with which it begins
     * @param from when it begins, in milliseconds since 1970 UTC
     * @param book the rules
     * @param reason what has become of the rule that changed, for those whose alarms end with it
     */
    public record Era(long number, long from, RuleBook book, String reason) {}

    /** Takes note of a change; false when it was known already. */
    public boolean add(RuleChange change) {
        if (changes.putIfAbsent(change.number(), change) != null) {
            return false;
        }
        rebuild();
        return true;
    }

    /** Takes note of several changes. */
    public void addAll(Iterable<RuleChange> more) {
        more.forEach(change -> changes.putIfAbsent(change.number(), change));
        rebuild();
    }

    /** Why the change of that number is left out; empty when it is not. */
    public List<String> problems(long number) {
        return leftOut.getOrDefault(number, List.of());
    }

    /** The changes that are not left out, in their order. */
    public List<RuleChange> taken() {
        return changes.values().stream()
                .filter(change -> !leftOut.containsKey(change.number()))
                .toList();
    }

    /** The rules that hold at that time, in milliseconds since 1970 UTC. */
    public RuleBook at(long t) {
        RuleBook book = eras.get(0).book();
        for (Era era : eras) {
            if (era.from() <= t) {
                book = era.book();
            }
        }
        return book;
    }

    /** The rules that hold after the change of that number. */
    public RuleBook after(long number) {
        RuleBook book = eras.get(0).book();
        for (Era era : eras) {
            if (era.number() <= number) {
                book = era.book();
            }
        }
        return book;
    }

    /** The next time after the change of that number that has begun by then; null when there is none. */
    public @Nullable Era next(long number, long until) {
        for (Era era : eras) {
            if (era.number() > number) {
                return era.from() <= until ? era : null;
            }
        }
        return null;
    }

    /** The number of the newest change that has begun by then. */
    public long newest(long until) {
        long number = BEFORE_ALL;
        for (Era era : eras) {
            if (era.from() <= until) {
                number = era.number();
            }
        }
        return number;
    }

    /** How many sets of rules there are, each for its time. */
    public int size() {
        return eras.size();
    }

    /** The ids of the rules that were changed after the change of that number, by changes that have begun by then. */
    public Set<String> changed(long number, long until) {
        Set<String> ids = new HashSet<>();
        for (Era era : eras) {
            RuleChange change = changes.get(era.number());
            if (change != null && era.number() > number && era.from() <= until) {
                ids.add(change.id());
            }
        }
        return ids;
    }

    /** Makes the eras of all changes; those before the first that is new stay the very same, since much hangs on them. */
    private void rebuild() {
        List<Era> all = new ArrayList<>();
        all.add(eras.get(0));
        leftOut.clear();
        Map<String, Rule> now = new LinkedHashMap<>(standard);
        Map<String, Long> since = new HashMap<>();
        long from = Long.MIN_VALUE;
        boolean same = true;
        for (RuleChange change : changes.values()) {
            from = Math.max(from, change.from());
            try {
                if (apply(change, now)) {
                    since.put(change.id(), from);
                }
                int next = all.size();
                same &= next < eras.size() && eras.get(next).number() == change.number();
                all.add(
                        same
                                ? eras.get(next)
                                : new Era(
                                        change.number(),
                                        from,
                                        new RuleBook(List.copyOf(now.values()), since),
                                        reason(change)));
            } catch (UnusableRuleException e) {
                leftOut.put(change.number(), e.problems());
            }
        }
        eras = List.copyOf(all);
    }

    /** Applies the change to the rules that hold before it; whether no rule of that id held. */
    private boolean apply(RuleChange change, Map<String, Rule> now) throws UnusableRuleException {
        Rule after = after(change);
        if (after == null) {
            now.remove(change.id());
            return false;
        }
        Rule before = now.get(change.id());
        if (before != null && isSilence(before) != isSilence(after)) {
            throw new UnusableRuleException(OTHER_CLOCK);
        }
        now.put(change.id(), after);
        return before == null;
    }

    private @Nullable Rule after(RuleChange change) throws UnusableRuleException {
        if (change.isRemoval()) {
            return null;
        }
        String json = change.json();
        if (json == null) {
            return standard.get(change.id());
        }
        if (!parsed.containsKey(json)) {
            RuleDocument document = RuleRecords.document(change.id(), json.getBytes(StandardCharsets.UTF_8));
            parsed.put(json, document.enabled() ? rule(document) : null);
        }
        return parsed.get(json);
    }

    private static Rule rule(RuleDocument document) throws UnusableRuleException {
        try {
            return Rule.of(document);
        } catch (IllegalArgumentException e) {
            throw new UnusableRuleException(String.valueOf(e.getMessage()));
        }
    }

    private static String reason(RuleChange change) {
        String json = change.json();
        RuleDocument document = json == null ? null : document(json);
        if (json == null) {
            return "the rule was removed";
        }
        return document != null && !document.enabled() ? "the rule was disabled" : "the rule was changed";
    }

    private static @Nullable RuleDocument document(String json) {
        return RuleReader.read(json.getBytes(StandardCharsets.UTF_8)).single();
    }

    private static boolean isSilence(Rule rule) {
        return rule.detector() instanceof Silence;
    }
}
