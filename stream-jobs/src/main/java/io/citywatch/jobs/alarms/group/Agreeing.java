package io.citywatch.jobs.alarms.group;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The conditions that began lately at the members of one group, oldest first. Immutable.
 *
 * <p>Which of them agree depends on the set of them alone: neither on the order in which they became known nor on how often.
 *
 * @param withinMillis the time in which conditions have to begin to agree
 * @param begun the conditions
 */
public record Agreeing(long withinMillis, List<Begun> begun) {
    /** What comes later than that to its group, by the log's time, may find its neighbours forgotten. */
    static final long LATE_MILLIS = 60_000;

    /** So many a group remembers, the newest: its members are the homes of a building or the points of a main. */
    static final int MAX_BEGUN = 500;

    private static final Comparator<Begun> OLDEST_FIRST = Comparator.comparingLong(Begun::t)
            .thenComparing(one -> one.condition().alarm())
            .thenComparingLong(one -> one.condition().onset());

    public Agreeing {
        begun = begun.stream().sorted(OLDEST_FIRST).toList();
    }

    /**
     * One condition.
     *
     * @param condition what began
     * @param t when that was found, by the log's time, in milliseconds since 1970 UTC
     */
    public record Begun(Condition condition, long t) {}

    /** With one more; the same when it is known already. */
    public Agreeing with(Begun one, AgreementNews.Terms terms) {
        if (begun.stream().anyMatch(known -> isSameEpisode(known, one))) {
            return this;
        }
        List<Begun> more = new ArrayList<>(begun);
        more.add(one);
        more.sort(OLDEST_FIRST);
        return new Agreeing(terms.withinMillis(), more.subList(Math.max(0, more.size() - MAX_BEGUN), more.size()));
    }

    /** Without those with which nothing can agree any more when the log has come to that time. */
    public Agreeing at(long t) {
        return new Agreeing(
                withinMillis, begun.stream().filter(one -> expiry(one) > t).toList());
    }

    /** When nothing can agree with it any more. */
    public long expiry(Begun one) {
        return one.t() + withinMillis + LATE_MILLIS;
    }

    /** Those that agree with the given one, itself included; none when too few do. */
    public List<Begun> agreeingWith(Begun one, AgreementNews.Terms terms) {
        Set<Begun> agreeing = new HashSet<>();
        for (int first = 0; first < begun.size(); first++) {
            long end = begun.get(first).t() + terms.withinMillis();
            Set<String> devices = new HashSet<>();
            List<Begun> window = new ArrayList<>();
            for (int i = first; i < begun.size() && begun.get(i).t() <= end; i++) {
                window.add(begun.get(i));
                devices.add(begun.get(i).condition().address().device());
            }
            if (devices.size() >= terms.members() && window.contains(one)) {
                agreeing.addAll(window);
            }
        }
        return agreeing.stream().sorted(OLDEST_FIRST).toList();
    }

    private static boolean isSameEpisode(Begun one, Begun other) {
        return one.condition().alarm().equals(other.condition().alarm())
                && one.condition().onset() == other.condition().onset();
    }
}
