package io.citywatch.jobs.historian.rollup;

import io.citywatch.jobs.influx.StoreException;
import io.citywatch.jobs.influx.WriteOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of spans that were to be summed up.
 *
 * @param isHere whether the server keeps roll-ups at all
 * @param summedUp how many were
 * @param givenUp how many never will be: the server deletes what is as old, or refuses them again and again while it sums up
 *     others
 * @param left what is to be summed up in the next round
 * @param why the last failure; null where there was none
 */
public record RollUpRound(
        boolean isHere, int summedUp, int givenUp, List<RollUpSpan> left, @Nullable StoreException why) {
    /** With a server that keeps no roll-ups nothing is left to do. */
    static final RollUpRound NOT_HERE = new RollUpRound(false, 0, 0, List.of(), null);

    public RollUpRound {
        left = List.copyOf(left);
    }

    /** Whether the server has said that it will not sum up something that is left. */
    public boolean isRefused() {
        return why != null && why.outcome() == WriteOutcome.REFUSED;
    }
}
