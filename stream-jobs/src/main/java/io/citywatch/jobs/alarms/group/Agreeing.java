package io.citywatch.jobs.alarms.group;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The conditions that began at the members of one group, lately or so that they still stand, oldest first. Immutable.
 *
 * <p>Conditions agree when they begin within a time, or when one begins while the others still stand. So each counts from its
 * beginning until that time is over, or its end, whichever is later; those agree that count when one of them begins.
 *
 * <p>Only those of one district agree, since the names of groups are each district's own, and real devices with real ones alone:
 * what a program has found closes no valve in the city. What an earlier release remembered counts as real.
 *
 * <p>Which of them agree depends on the set of them alone: neither on the order in which they became known nor on how often. Who
 * began within the time is known at once. Whether one of longer ago still stood is known when the log has come to the time at
 * which the newer one began, since its end may still be on its way: see {@link #standingAt}.
 *
 * @param terms what counts as agreement
 * @param begun the conditions
 */
public record Agreeing(AgreementNews.Terms terms, List<Begun> begun) {
    /** What comes later than that to its group, by the log's time, may find its neighbours forgotten. */
    static final long LATE_MILLIS = 60_000;

    /**
     * What stands for longer says nothing of what its neighbours find now: it is stale (ISA-18.2), and its sensor to be looked at. So
     * an end that never came to the group does no harm for longer than that.
     */
    static final Duration STALE = Duration.ofDays(1);

    /** So many a group remembers, the newest: its members are the homes of a building or the points of a main. */
    static final int MAX_BEGUN = 500;

    private static final Comparator<Begun> OLDEST_FIRST = Comparator.comparingLong(Begun::t)
            .thenComparing(one -> one.condition().alarm())
            .thenComparingLong(one -> one.condition().onset());

    public Agreeing {
        begun = begun.stream().sorted(OLDEST_FIRST).toList();
    }

    /** A group of which nothing is known. */
    static Agreeing none(AgreementNews.Terms terms) {
        return new Agreeing(terms, List.of());
    }

    /**
     * One condition.
     *
     * @param condition what began
     * @param t when that was found, by the log's time, in milliseconds since 1970 UTC
     * @param simulated whether there is a program behind the device and no sensor
     * @param ended when its end was found; null: it stands
     */
    public record Begun(Condition condition, long t, boolean simulated, @Nullable Long ended) {
        private boolean mayAgreeWith(Begun other) {
            return simulated == other.simulated
                    && condition
                            .address()
                            .district()
                            .equals(other.condition.address().district());
        }

        private boolean is(Condition episode) {
            return condition.alarm().equals(episode.alarm()) && condition.onset() == episode.onset();
        }
    }

    /** With one more; the same when it is known already. */
    Agreeing with(Begun one, AgreementNews.Terms newest) {
        if (begun.stream().anyMatch(known -> known.is(one.condition()))) {
            return this;
        }
        List<Begun> more = new ArrayList<>(begun);
        more.add(one);
        more.sort(OLDEST_FIRST);
        return new Agreeing(newest, more.subList(Math.max(0, more.size() - MAX_BEGUN), more.size()));
    }

    /** With that condition found to be over at that time; the same when it is not known, or known to be over. */
    Agreeing without(Condition over, long t) {
        if (begun.stream().noneMatch(one -> one.is(over) && one.ended() == null)) {
            return this;
        }
        return new Agreeing(
                terms,
                begun.stream()
                        .map(one -> one.is(over) && one.ended() == null
                                ? new Begun(one.condition(), one.t(), one.simulated(), t)
                                : one)
                        .toList());
    }

    /** Without those with which nothing can agree any more when the log has come to that time; the same when there are none. */
    Agreeing at(long t) {
        List<Begun> rest = begun.stream().filter(one -> expiry(one) > t).toList();
        return rest.size() == begun.size() ? this : new Agreeing(terms, rest);
    }

    /** When the first of those that are remembered is to be forgotten; null: there is none. */
    @Nullable
    Long nextExpiry() {
        return begun.isEmpty()
                ? null
                : Long.valueOf(begun.stream().mapToLong(this::expiry).min().orElseThrow());
    }

    private long expiry(Begun one) {
        return countsUntil(one) + LATE_MILLIS;
    }

    private long countsUntil(Begun one) {
        long stale = one.t() + STALE.toMillis();
        Long ended = one.ended();
        return Math.max(one.t() + terms.withinMillis(), ended == null ? stale : Math.min(ended, stale));
    }

    /** Those that began within the time together with the given one, itself included; none when too few did. */
    List<Begun> beganWith(Begun one) {
        List<Begun> beside = begun.stream().filter(one::mayAgreeWith).toList();
        Set<Begun> agreeing = new HashSet<>();
        for (Begun first : beside) {
            long end = first.t() + terms.withinMillis();
            List<Begun> window = beside.stream()
                    .filter(each -> each.t() >= first.t() && each.t() <= end)
                    .toList();
            if (areEnough(window) && window.contains(one)) {
                agreeing.addAll(window);
            }
        }
        return agreeing.stream().sorted(OLDEST_FIRST).toList();
    }

    /**
     * Those that agree at that time, to which the log has come, since one began then while others still stood that had begun
     * longer ago than within the time; none when there are no such, or too few.
     */
    List<Begun> standingAt(long t) {
        return standing(begun.stream().filter(one -> one.t() == t).toList(), null);
    }

    /**
     * The same for one that became known when the log had come to a time after its beginning: of all times up to that at which
     * it counts.
     */
    List<Begun> standingWith(Begun late, long reached) {
        return standing(begun.stream().filter(one -> one.t() <= reached).toList(), late);
    }

    private List<Begun> standing(List<Begun> newest, @Nullable Begun among) {
        Set<Begun> agreeing = new HashSet<>();
        for (Begun each : newest) {
            long t = each.t();
            List<Begun> present = begun.stream()
                    .filter(one -> one.t() <= t && t <= countsUntil(one) && one.mayAgreeWith(each))
                    .toList();
            boolean isOfLongAgo = present.stream().anyMatch(one -> one.t() + terms.withinMillis() < t);
            if (isOfLongAgo && areEnough(present) && (among == null || present.contains(among))) {
                agreeing.addAll(present);
            }
        }
        return agreeing.stream().sorted(OLDEST_FIRST).toList();
    }

    private boolean areEnough(List<Begun> these) {
        return these.stream()
                        .map(one -> one.condition().address().device())
                        .distinct()
                        .count()
                >= terms.members();
    }
}
