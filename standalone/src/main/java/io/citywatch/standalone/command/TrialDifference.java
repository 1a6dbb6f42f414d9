package io.citywatch.standalone.command;

import io.citywatch.jobs.alarms.device.Rehearsal.Call;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * What changed rules do to the calls of alarms.
 *
 * @param come calls that only the changed rules make, in the order of time
 * @param go calls that only the present rules make, in the order of time
 * @param moved calls that both make, at different times; in the order of the new ones
 */
record TrialDifference(List<Call> come, List<Call> go, List<Move> moved) {
    /** Delays that one tunes are shorter; what is further apart is taken for another episode. */
    private static final long SAME_EPISODE_MILLIS = Duration.ofMinutes(15).toMillis();

    /** The same alarm calls with the same severity at another time. */
    record Move(Call from, Call to) {
        /** By how much, such as {@code 5 s later}. */
        String words() {
            long millis = Math.abs(to.t() - from.t());
            String howMuch = millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
            return howMuch + (to.t() > from.t() ? " later" : " earlier");
        }
    }

    /** Compares; each call is met once at most, and calls of one alarm keep their order. */
    static TrialDifference of(SortedSet<Call> before, SortedSet<Call> after) {
        Map<List<Object>, Deque<Call>> going = new HashMap<>();
        List<Call> go = new ArrayList<>();
        for (Call call : before) {
            if (!after.contains(call)) {
                going.computeIfAbsent(sameAlarm(call), key -> new ArrayDeque<>())
                        .add(call);
                go.add(call);
            }
        }
        List<Call> come = new ArrayList<>();
        List<Move> moved = new ArrayList<>();
        for (Call call : after) {
            if (before.contains(call)) {
                continue;
            }
            Deque<Call> candidates = going.getOrDefault(sameAlarm(call), new ArrayDeque<>());
            while (!candidates.isEmpty() && candidates.getFirst().t() < call.t() - SAME_EPISODE_MILLIS) {
                candidates.removeFirst();
            }
            Call nearest = candidates.peekFirst();
            if (nearest != null && nearest.t() <= call.t() + SAME_EPISODE_MILLIS) {
                candidates.removeFirst();
                moved.add(new Move(nearest, call));
            } else {
                come.add(call);
            }
        }
        Set<Call> met = moved.stream().map(Move::from).collect(Collectors.toSet());
        go.removeIf(met::contains);
        return new TrialDifference(come, go, moved);
    }

    private static List<Object> sameAlarm(Call call) {
        return List.of(call.alarm(), call.severity());
    }
}
