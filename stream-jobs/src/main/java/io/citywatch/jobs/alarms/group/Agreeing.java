package io.citywatch.jobs.alarms.group;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The conditions that began lately at the members of one group, oldest first. Immutable.
 *
 * <p>Only those of one district agree, since the names of groups are each district's own, and real devices with real ones alone:
 * what a program has found closes no valve in the city. What an earlier release remembered counts as real.
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
     * @param simulated whether there is a program behind the device and no sensor
     */
    public record Begun(Condition condition, long t, boolean simulated) {
        private boolean mayAgreeWith(Begun other) {
            return simulated == other.simulated
                    && condition
                            .address()
                            .district()
                            .equals(other.condition.address().district());
        }
    }

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
        List<Begun> beside = begun.stream().filter(one::mayAgreeWith).toList();
        Set<Begun> agreeing = new HashSet<>();
        for (int first = 0; first < beside.size(); first++) {
            long end = beside.get(first).t() + terms.withinMillis();
            Set<String> devices = new HashSet<>();
            List<Begun> window = new ArrayList<>();
            for (int i = first; i < beside.size() && beside.get(i).t() <= end; i++) {
                window.add(beside.get(i));
                devices.add(beside.get(i).condition().address().device());
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
