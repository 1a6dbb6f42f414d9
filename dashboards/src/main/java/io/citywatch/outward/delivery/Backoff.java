package io.citywatch.outward.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before a call is repeated: twice as long each time, of which the second half is left to chance, so that
 * many who wait for one server do not come back together.
 */
final class Backoff {
    /** Who asks for more is not served by asking: an alarm is not put off for longer. */
    static final Duration LONGEST_ASKED = Duration.ofHours(1);

    private static final int MAX_DOUBLINGS = 20;

    private final Patience patience;
    private final RandomGenerator random;

    Backoff(Patience patience, RandomGenerator random) {
        this.patience = patience;
        this.random = random;
    }

    /**
     * The wait after an attempt.
     *
     * @param failed how many attempts have failed, at least one
     * @param asked what the receiver asked for
     */
    Duration after(int failed, @Nullable Duration asked) {
        long first = patience.firstRetry().toMillis();
        long doubled = first << Math.min(failed - 1, MAX_DOUBLINGS);
        long most = Math.max(1, Math.min(doubled, patience.lastRetry().toMillis()));
        long wait = most / 2 + random.nextLong(most / 2 + 1);
        if (asked != null) {
            Duration granted = asked.compareTo(LONGEST_ASKED) < 0 ? asked : LONGEST_ASKED;
            wait = Math.max(wait, granted.toMillis());
        }
        return Duration.ofMillis(wait);
    }
}
