package io.citywatch.jobs.historian.rollup;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How often each span that is left has failed while others were summed up. So one that can't be is told from a server that can
 * do nothing just now. Not thread-safe.
 */
final class FailedSpans {
    /** With the usual pause an hour and a half: longer than a server is overloaded by one city's readings. */
    static final int MAX_FAILURES = 100;

    private final Map<RollUpSpan, Integer> failures = new HashMap<>();

    /**
     * The spans by the statements that sum them up. What has failed comes last and each for itself: it holds up no other, and
     * what is well beside it is done.
     */
    List<List<RollUpSpan>> statements(Collection<RollUpSpan> spans, long longestMillis) {
        List<List<RollUpSpan>> statements = new ArrayList<>();
        for (RollUpSpan span : spans) {
            List<RollUpSpan> last = statements.isEmpty() ? List.of() : statements.get(statements.size() - 1);
            if (!last.isEmpty() && continues(last, span, longestMillis)) {
                last.add(span);
            } else {
                statements.add(new ArrayList<>(List.of(span)));
            }
        }
        statements.sort(Comparator.comparingInt(each -> count(each.get(0))));
        return statements;
    }

    private boolean continues(List<RollUpSpan> together, RollUpSpan next, long longestMillis) {
        RollUpSpan first = together.get(0);
        RollUpSpan last = together.get(together.size() - 1);
        if (failures.containsKey(last) || failures.containsKey(next)) {
            return false;
        }
        if (next.kind() != last.kind() || next.width() != last.width()) {
            return false;
        }
        return next.device() == null || last.device() == null
                ? next.device() == null
                        && last.device() == null
                        && next.start() == last.end()
                        && next.end() - first.start() <= longestMillis
                : next.start() == last.start() && together.size() < RollUps.MAX_DEVICES;
    }

    private int count(RollUpSpan span) {
        return failures.getOrDefault(span, 0);
    }

    /**
     * Takes note of the end of a round.
     *
     * @param failed what was tried and could not be summed up
     * @param left that, and what was not tried
     * @param others whether anything else was summed up
     * @return what is still worth another attempt
     */
    List<RollUpSpan> after(Collection<RollUpSpan> failed, Collection<RollUpSpan> left, boolean others) {
        for (RollUpSpan span : failed) {
            failures.merge(span, 1, (before, one) -> others ? before + one : before);
        }
        List<RollUpSpan> again =
                left.stream().filter(span -> count(span) < MAX_FAILURES).toList();
        failures.keySet().retainAll(Set.copyOf(again));
        return again;
    }
}
