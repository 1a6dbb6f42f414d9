package io.citywatch.telemetry.rule;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rules that held at each time: those that come with the platform, and the changes of the rules' topic, each from its time
 * on.
 *
 * <p>Changes hold in the order of the topic: one whose time lies before that of the record before it holds with that one. A
 * change that makes a silence of another detector, or the other way round, is left out, since alarms of silence go by another
 * clock. So is one of which no rule can be made, as an older release may have kept it. What held before such a change holds on.
 * Not thread-safe.
 *
 * @param <B> what is made of the rules of each time
 */
public final class RuleTimeline<B> {
    /** The number of the rules that hold before all changes. */
    public static final long BEFORE_ALL = -1;

    private static final String OTHER_CLOCK =
            "detector.type: a silence can't become another detector, nor the other way round, under the same id";

    private final Map<String, RuleDocument> standard = new LinkedHashMap<>();
    private final Function<RulesInForce, B> book;
    private final TreeMap<Long, RuleChange> changes = new TreeMap<>();
    private final Map<String, RuleDocument> parsed = new HashMap<>();
    private final Map<Long, List<String>> leftOut = new HashMap<>();
    private List<Era<B>> eras;

    /**
     * The rules that come with the platform, until there are changes.
     *
     * @param book makes something of the rules of a time; throws an {@link IllegalArgumentException} where one of them makes no sense
     */
    public RuleTimeline(Function<RulesInForce, B> book) {
        StandardRules.all().stream().filter(RuleDocument::enabled).forEach(rule -> standard.put(rule.id(), rule));
        this.book = book;
        eras = List.of(
                new Era<>(BEFORE_ALL, Long.MIN_VALUE, book.apply(new RulesInForce(standard.values(), Map.of())), ""));
    }

    /**
     * The time in which certain rules hold.
     *
     * @param number the number of the change with which it begins
     * @param from when it begins, in milliseconds since 1970 UTC
     * @param book what was made of the rules
     * @param <B> what is made of the rules of each time
     * @param reason what has become of the rule that changed, for those whose alarms end with it
     */
    public record Era<B>(long number, long from, B book, String reason) {}

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
    public B at(long t) {
        B book = eras.get(0).book();
        for (Era<B> era : eras) {
            if (era.from() <= t) {
                book = era.book();
            }
        }
        return book;
    }

    /** The rules that hold after the change of that number. */
    public B after(long number) {
        B book = eras.get(0).book();
        for (Era<B> era : eras) {
            if (era.number() <= number) {
                book = era.book();
            }
        }
        return book;
    }

    /** The next time after the change of that number that has begun by then; null when there is none. */
    public @Nullable Era<B> next(long number, long until) {
        for (Era<B> era : eras) {
            if (era.number() > number) {
                return era.from() <= until ? era : null;
            }
        }
        return null;
    }

    /** The number of the newest change that has begun by then. */
    public long newest(long until) {
        long number = BEFORE_ALL;
        for (Era<B> era : eras) {
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
        for (Era<B> era : eras) {
            RuleChange change = changes.get(era.number());
            if (change != null && era.number() > number && era.from() <= until) {
                ids.add(change.id());
            }
        }
        return ids;
    }

    /** Makes the eras of all changes; those before the first that is new stay the very same, since much hangs on them. */
    private void rebuild() {
        List<Era<B>> all = new ArrayList<>();
        all.add(eras.get(0));
        leftOut.clear();
        Map<String, RuleDocument> now = standard;
        Map<String, Long> since = Map.of();
        long from = Long.MIN_VALUE;
        boolean same = true;
        for (RuleChange change : changes.values()) {
            from = Math.max(from, change.from());
            try {
                Map<String, RuleDocument> rules = after(change, now);
                Map<String, Long> begun = new HashMap<>(since);
                if (rules.containsKey(change.id()) && !now.containsKey(change.id())) {
                    begun.put(change.id(), from);
                }
                int next = all.size();
                boolean known = same && next < eras.size() && eras.get(next).number() == change.number();
                all.add(known ? eras.get(next) : era(change, from, new RulesInForce(rules.values(), begun)));
                same = known;
                now = rules;
                since = begun;
            } catch (UnusableRuleException e) {
                leftOut.put(change.number(), e.problems());
            }
        }
        eras = List.copyOf(all);
    }

    private Era<B> era(RuleChange change, long from, RulesInForce rules) throws UnusableRuleException {
        try {
            return new Era<>(change.number(), from, book.apply(rules), reason(change));
        } catch (IllegalArgumentException e) {
            throw new UnusableRuleException(String.valueOf(e.getMessage()));
        }
    }

    /** The rules that hold after the change, by their ids, in their order. */
    private Map<String, RuleDocument> after(RuleChange change, Map<String, RuleDocument> now)
            throws UnusableRuleException {
        Map<String, RuleDocument> rules = new LinkedHashMap<>(now);
        RuleDocument before = now.get(change.id());
        RuleDocument after = document(change);
        if (after == null) {
            rules.remove(change.id());
        } else if (before != null && isSilence(before) != isSilence(after)) {
            throw new UnusableRuleException(OTHER_CLOCK);
        } else {
            rules.put(change.id(), after);
        }
        return rules;
    }

    /** The rule that holds under the change's id from then on; null: none. */
    private @Nullable RuleDocument document(RuleChange change) throws UnusableRuleException {
        if (change.isRemoval()) {
            return null;
        }
        String json = change.json();
        if (json == null) {
            return standard.get(change.id());
        }
        RuleDocument document = parsed.get(json);
        if (document == null) {
            document = RuleRecords.document(change.id(), json.getBytes(StandardCharsets.UTF_8));
            parsed.put(json, document);
        }
        return document.enabled() ? document : null;
    }

    private String reason(RuleChange change) {
        String json = change.json();
        if (json == null) {
            return "the rule was removed";
        }
        RuleDocument document = parsed.get(json);
        return document != null && !document.enabled() ? "the rule was disabled" : "the rule was changed";
    }

    private static boolean isSilence(RuleDocument rule) {
        return rule.detector() instanceof DetectorSpec.Silence;
    }
}
