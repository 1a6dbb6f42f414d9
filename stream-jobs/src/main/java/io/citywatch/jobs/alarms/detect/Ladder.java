package io.citywatch.jobs.alarms.detect;

import io.citywatch.jobs.alarms.detect.LadderState.Pending;
import io.citywatch.telemetry.alarm.Alarm.Evidence;
import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.facility.Metric;
import io.citywatch.telemetry.rule.Comparison;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Limits one above the other, each with a severity and a time for which it has to be met; one that is no worse than the one below has to be
 * met for a shorter time.
 *
 * <p>Within an episode a device only climbs. It comes down all the way, and only by evidence: with the first good value
 * that comes {@code goodMillis} or more after a run of good values began. A value between the good level and the first limit
 * (the dead-band) ends such a run and changes nothing else.
 *
 * <p>A step with a time to be met holds as soon as a later value shows that it was met for so long, or, when nothing more
 * is heard, that long after the <em>arrival</em> of the first value: what was sent in between may still be under way, for
 * instance as the rest of a backlog. A pending step is given up when the value falls back by the dead-band.
 *
 * @param comparison how values meet limits
 * @param steps the limits, easiest first
 * @param goodLevel on the near side of this level a value is good
 * @param goodMillis how long a run of good values has to last to end the episode
 */
public record Ladder(Comparison comparison, List<Step> steps, double goodLevel, long goodMillis) {

    public Ladder {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a ladder needs a step");
        }
        if (goodMillis < 0) {
            throw new IllegalArgumentException("goodMillis " + goodMillis + " is negative");
        }
        if (comparison.isHarder(goodLevel, steps.get(0).limit())) {
            throw new IllegalArgumentException("the good level " + goodLevel + " lies beyond the first limit "
                    + steps.get(0).limit());
        }
        for (int i = 1; i < steps.size(); i++) {
            Step lower = steps.get(i - 1);
            Step step = steps.get(i);
            if (!comparison.isHarder(step.limit(), lower.limit()) || !step.isWorseOrSoonerThan(lower)) {
                throw new IllegalArgumentException(
                        "step " + step + " has to be harder to meet and worse, or sooner, than " + lower);
            }
        }
    }

    /**
     * One limit.
     *
     * @param limit what has to be met, in the unit of the value
     * @param severity how bad that is
     * @param sustainMillis how long it has to be met
     */
    public record Step(double limit, Severity severity, long sustainMillis) {
        public Step {
            if (sustainMillis < 0) {
                throw new IllegalArgumentException("sustainMillis " + sustainMillis + " is negative");
            }
        }

        private boolean isWorseOrSoonerThan(Step lower) {
            return severity.isWorseThan(lower.severity)
                    || (severity == lower.severity && sustainMillis < lower.sustainMillis);
        }
    }

    /** A change of level. */
    sealed interface Move {
        /** A higher step holds; the condition began at that time. */
        record Up(Step step, long onset) implements Move {}

        /** No step holds any more. */
        record Down() implements Move {}
    }

    /** What a change of the level says, with the value of that metric as evidence; null when there is none. */
    static @Nullable Finding finding(LadderState state, Metric metric, @Nullable Move move) {
        if (move instanceof Move.Up up) {
            return new Finding.Present(
                    up.step().severity(),
                    up.onset(),
                    new Evidence(metric.field(), state.value(), up.step().limit()));
        }
        return move == null ? null : new Finding.Over(state.value());
    }

    /** How bad a value would be that stays; null when it meets no limit. */
    @Nullable
    Severity severityOf(double value) {
        Severity worst = null;
        for (Step step : steps) {
            worst = comparison.isMet(value, step.limit()) ? step.severity() : worst;
        }
        return worst;
    }

    /** Whether the steps of that ladder mean the same as these, whatever their limits: as many, and as bad. */
    boolean canGoOnFrom(Ladder before) {
        return before.comparison == comparison
                && before.steps.stream()
                        .map(Step::severity)
                        .toList()
                        .equals(steps.stream().map(Step::severity).toList());
    }

    /** Takes a value; null when the level is as before. */
    @Nullable
    Move apply(LadderState state, double value, long effective, long arrival) {
        state.value = value;
        state.pending = keepHeld(state.pending, value);
        Move move = climb(state, value, effective, arrival);
        return move != null ? move : descend(state, value, effective);
    }

    /** Takes note that the clock of arrivals has come so far; null when the level is as before. */
    @Nullable
    Move elapse(LadderState state, long clock) {
        int reached = state.level;
        for (Pending pending : state.pending) {
            if (pending.due() <= clock) {
                reached = Math.max(reached, pending.step());
            }
        }
        return reached > state.level ? moveTo(state, reached, Long.MAX_VALUE) : null;
    }

    /**
     * Takes over what was remembered by a ladder that this one {@linkplain #canGoOnFrom can go on from}: a pending step goes on while the
     * newest value would still begin or hold it, and is due by its own time, counted from the same first value.
     *
     * @param t from when on this ladder holds, on the clock of arrivals, in milliseconds since 1970 UTC: nothing is due before it
     */
    void adopt(LadderState state, Ladder before, long t) {
        List<Pending> kept = new ArrayList<>();
        for (Pending pending : state.pending) {
            Step old = before.steps.get(pending.step());
            Step now = steps.get(pending.step());
            boolean holds = comparison.isHarder(now.limit(), old.limit())
                    ? comparison.isMet(state.value, now.limit())
                    : !isReleased(pending, state.value);
            if (holds) {
                long due = pending.due() - old.sustainMillis() + now.sustainMillis();
                kept.add(new Pending(pending.step(), pending.since(), Math.max(due, t)));
            }
        }
        state.pending = List.copyOf(kept);
    }

    /** When the next pending step is due, or {@link Detector#NEVER}. */
    long deadline(LadderState state) {
        long next = Detector.NEVER;
        for (Pending pending : state.pending) {
            next = Math.min(next, pending.due());
        }
        return next;
    }

    private List<Pending> keepHeld(List<Pending> pending, double value) {
        for (Pending one : pending) {
            if (isReleased(one, value)) {
                return pending.stream()
                        .filter(other -> !isReleased(other, value))
                        .toList();
            }
        }
        return pending;
    }

    private boolean isReleased(Pending pending, double value) {
        double deadBand = goodLevel - steps.get(0).limit();
        return comparison.isGood(value, steps.get(pending.step()).limit() + deadBand);
    }

    private @Nullable Move climb(LadderState state, double value, long effective, long arrival) {
        int reached = state.level;
        for (int i = state.level + 1; i < steps.size(); i++) {
            Step step = steps.get(i);
            Pending pending = pendingOf(state, i);
            if (pending != null) {
                if (effective - pending.since() >= step.sustainMillis()) {
                    reached = i;
                }
            } else if (comparison.isMet(value, step.limit())) {
                if (step.sustainMillis() == 0) {
                    reached = i;
                } else {
                    List<Pending> more = new ArrayList<>(state.pending);
                    more.add(new Pending(i, effective, arrival + step.sustainMillis()));
                    state.pending = List.copyOf(more);
                }
            }
        }
        return reached > state.level ? moveTo(state, reached, effective) : null;
    }

    /** Climbs to that step; the episode began with the first value that met any of the steps up to it. */
    private Move moveTo(LadderState state, int reached, long effective) {
        long onset = effective;
        List<Pending> rest = new ArrayList<>();
        for (Pending pending : state.pending) {
            if (pending.step() <= reached) {
                onset = Math.min(onset, pending.since());
            } else {
                rest.add(pending);
            }
        }
        state.level = reached;
        state.pending = List.copyOf(rest);
        state.goodSince = null;
        return new Move.Up(steps.get(reached), onset);
    }

    private @Nullable Move descend(LadderState state, double value, long effective) {
        if (state.level == LadderState.GROUND) {
            return null;
        }
        if (!comparison.isGood(value, goodLevel)) {
            state.goodSince = null;
            return null;
        }
        if (state.goodSince == null) {
            state.goodSince = effective;
        }
        if (effective - state.goodSince < goodMillis) {
            return null;
        }
        state.level = LadderState.GROUND;
        state.goodSince = null;
        state.pending = List.of();
        return new Move.Down();
    }

    private static @Nullable Pending pendingOf(LadderState state, int step) {
        for (Pending pending : state.pending) {
            if (pending.step() == step) {
                return pending;
            }
        }
        return null;
    }
}
