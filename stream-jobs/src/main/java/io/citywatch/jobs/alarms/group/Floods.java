package io.citywatch.jobs.alarms.group;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Judges, once a second, whether what began and ended lately is a flood, and folds its alarms into one.
 *
 * <p>What becomes known is put down and judged {@link Gathering#TIME} after it was found, in the order of the times at which it was
 * found. So neither the order in which it came nor that it came twice makes a difference, nor that it came late, if not later
 * than that. What comes later still is judged as soon as it has come.
 *
 * <p>A condition joins the widest open flood that it belongs to. Else it may open one, together with those that began within
 * {@link #JOINABLE} before and were raised for themselves ({@link FloodPlan}). To what comes alone nothing is said. A flood that nobody has joined for so long takes
 * no more, lest it hide for days what has nothing to do with it: when so many come that they are a flood of the same scope, the old one
 * is over, and a new one begins with what is left of it and calls anew. When but a few of its members have not come back, these are
 * raised for themselves and the flood is over.
 */
final class Floods {
    /** The ten minutes over which alarms are counted to a flood (ISA-18.2). */
    static final Duration JOINABLE = Duration.ofMinutes(10);
    /** So few that have not come back are no flood, if they are a tenth of it at most. */
    static final int FEW = 4;

    static final int FEW_SHARE = 10;

    private final FloodMemory memory;
    private final FloodWords words;

    Floods(FloodMemory memory, FloodWords words) {
        this.memory = memory;
        this.words = words;
    }

    /** Puts down what became known, and returns when it is to be judged, if the log has come to that time. */
    long hear(FoldNews news, long reached) {
        return new Gathering<>(memory.news()).hear(news, reached);
    }

    /** Judges what is due at that time of the log; returns when to look again at what is alone now, or null. */
    @Nullable
    Long judge(long t) {
        boolean alone = new FloodJudgement(memory, words, t).judge(new Gathering<>(memory.news()).takeDue(t));
        return alone ? Long.valueOf(Gathering.wholeSecond(t + JOINABLE.toMillis() + 1)) : null;
    }
}
