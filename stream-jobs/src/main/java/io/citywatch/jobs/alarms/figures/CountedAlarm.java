package io.citywatch.jobs.alarms.figures;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * An alarm with its calls of the last 24 hours. Immutable.
 *
 * @param step how it stands
 * @param unseenSince since when nobody has seen it, in milliseconds since 1970 UTC; 0 when it does not wait
 * @param calls when it called, oldest first
 */
public record CountedAlarm(AlarmStep step, long unseenSince, List<Long> calls) {
    /** So far back figures look. */
    static final Duration DAY = Duration.ofHours(24);
    /** One that calls more often than that in a day is counted so often and no more. */
    static final int MAX_CALLS = 1000;

    public CountedAlarm {
        calls = List.copyOf(calls);
    }

    static CountedAlarm first(AlarmStep step) {
        List<Long> calls = step.now().calls() ? List.of(step.now().t()) : List.of();
        return new CountedAlarm(step, step.now().unacknowledged() ? step.now().t() : 0, calls);
    }

    /** After a further step; one that came before it, or is told again, changes nothing. */
    CountedAlarm after(AlarmStep next) {
        long t = next.now().t();
        if (t <= step.now().t()) {
            return this;
        }
        List<Long> more = new ArrayList<>(calls);
        if (next.now().calls()) {
            more.add(t);
        }
        more.removeIf(call -> call <= t - DAY.toMillis());
        List<Long> newest = more.subList(Math.max(0, more.size() - MAX_CALLS), more.size());
        long unseen = !next.now().unacknowledged() ? 0 : unseenSince != 0 ? unseenSince : t;
        return new CountedAlarm(next, unseen, newest);
    }

    /** How often it called within that time up to t. */
    int calls(long t, Duration within) {
        int count = 0;
        for (long call : calls) {
            if (call <= t && call > t - within.toMillis()) {
                count++;
            }
        }
        return count;
    }

    /** Whether it called three times within 60 s in the ten minutes before t. */
    boolean chatters(long t) {
        for (int i = 2; i < calls.size(); i++) {
            long third = calls.get(i);
            if (third <= t
                    && third > t - Figures.WINDOW.toMillis()
                    && third - calls.get(i - 2) <= Figures.CHATTERING.toMillis()) {
                return true;
            }
        }
        return false;
    }

    /** Whether there is nothing to count any more. */
    boolean isForgotten(long t) {
        return !step.now().standing() && calls(t, DAY) == 0 && step.now().t() <= t;
    }
}
