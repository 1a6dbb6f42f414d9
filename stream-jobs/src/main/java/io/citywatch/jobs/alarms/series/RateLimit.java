package io.citywatch.jobs.alarms.series;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A change that is too large for its time, such as a pressure that falls by 30 kPa within five minutes. It speaks once for
 * each time that it becomes so.
 *
 * @param change the least change that is wrong, up or down, in the unit of the values
 * @param withinMillis how long it may take
 */
public record RateLimit(double change, long withinMillis) implements SeriesDetector<RateLimit.Recent> {
    /** More values than this in the time are thinned out, the oldest first. */
    private static final int MOST = 4096;

    /** Beyond it a score is 1, as near as can be told. */
    private static final double LARGEST_SHARE = 1e300;

    public RateLimit {
        if (!(change > 0)) {
            throw new IllegalArgumentException("a change of " + change + " is none");
        }
        if (withinMillis <= 0) {
            throw new IllegalArgumentException("a change needs a time of more than " + withinMillis + " ms");
        }
    }

    @Override
    public Recent fresh() {
        return new Recent();
    }

    @Override
    public double score(Recent state, long timeMillis, double value) {
        Bounds.finite(value);
        Deque<Recent.Value> recent = state.values;
        while (!recent.isEmpty()
                && (recent.size() >= MOST || timeMillis - recent.getFirst().timeMillis > withinMillis)) {
            recent.removeFirst();
        }
        double largest = 0;
        for (Recent.Value before : recent) {
            largest = Math.max(largest, Math.abs(value - before.value));
        }
        recent.addLast(new Recent.Value(timeMillis, value));
        double share = Math.min(largest / change, LARGEST_SHARE);
        double score = share / (1 + share);
        boolean repeated = state.reported;
        state.reported = share >= 1;
        return share >= 1 && !repeated ? 1 - ANOMALY / share : Math.min(score, Math.nextDown(ANOMALY));
    }

    /** The values within the time. */
    public static final class Recent {
        final Deque<Value> values = new ArrayDeque<>();
        boolean reported;

        private record Value(long timeMillis, double value) {}
    }
}
