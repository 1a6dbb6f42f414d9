package io.citywatch.jobs.alarms.group;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Gathers what becomes known of groups until it is judged, at whole seconds: so neither the order in which it comes nor that it comes
 * twice makes a difference.
 *
 * @param news what has not been judged yet, by alarm, onset and what happened: what comes twice stands there once
 * @param <N> what becomes known
 */
record Gathering<N extends GroupNews>(NamedStore<N> news) {
    /** Longer than what is in flight between gateway and log, and short of what an operator notices. */
    static final Duration TIME = Duration.ofSeconds(2);

    private static final long SECOND = 1000;

    /** Puts down what became known, and returns when it is to be judged, if the log has come to that time. */
    long hear(N one, long reached) {
        news.put(one.condition().alarm() + '@' + one.condition().onset() + (one.active() ? '+' : '-'), one);
        return Math.max(due(one), wholeSecond(reached + 1));
    }

    /** Takes out what is due at that time of the log, in the order of the times at which it was found. */
    List<N> takeDue(long t) {
        List<N> due = new ArrayList<>();
        List<String> names = new ArrayList<>();
        boolean isAll = true;
        for (Map.Entry<String, N> entry : news.entries()) {
            if (due(entry.getValue()) <= t) {
                due.add(entry.getValue());
                names.add(entry.getKey());
            } else {
                isAll = false;
            }
        }
        if (isAll) {
            news.clear();
        } else {
            names.forEach(news::remove);
        }
        due.sort(GroupNews.IN_ORDER);
        return due;
    }

    /** The first whole second that is not before that time. */
    static long wholeSecond(long t) {
        return Math.floorDiv(t + SECOND - 1, SECOND) * SECOND;
    }

    private static long due(GroupNews one) {
        return wholeSecond(one.t() + TIME.toMillis());
    }
}
