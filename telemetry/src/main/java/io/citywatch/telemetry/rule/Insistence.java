package io.citywatch.telemetry.rule;

import io.citywatch.telemetry.alarm.Severity;
import java.time.Duration;

/**
 * How an answer to a command is awaited. The command is given again, with the same id, after a wait that doubles each time; when
 * the last wait is over too, the command counts as unanswered.
 *
 * @param firstWait how long the first answer may take
 * @param repeats how often the command is given again
 * @param undone how bad it is when the device does not do it
 */
public record Insistence(Duration firstWait, int repeats, Severity undone) {
    /** A valve takes some seconds; three attempts in 35 s leave a crew as much time as can be. */
    static final Duration USUAL_FIRST_WAIT = Duration.ofSeconds(5);

    static final int USUAL_REPEATS = 2;

    /** Past this many doublings a wait is longer than any command holds. */
    static final int MAX_REPEATS = 10;

    public Insistence {
        if (firstWait.isNegative() || firstWait.isZero()) {
            throw new IllegalArgumentException("an answer can't be awaited for " + firstWait);
        }
        if (repeats < 0 || repeats > MAX_REPEATS) {
            throw new IllegalArgumentException("repeats " + repeats + " is outside 0 to " + MAX_REPEATS);
        }
    }

    /** How long to wait, in milliseconds, when the command has been given so many times. */
    public long waitMillis(int given) {
        return firstWait.toMillis() << (given - 1);
    }
}
