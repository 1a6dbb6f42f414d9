package io.citywatch.telemetry.rule;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When an alarm by a score is over: the field {@code clear} of detectors that give one.
 *
 * @param score from 0 to 1; below it the trouble is over
 * @param sustain for how long the score has to be below
 */
record ClearScore(double score, Duration sustain) {
    /** Half the score that raises the alarm and no delay, but for what the rule says; null for the score is a problem told already. */
    static ClearScore read(RuleFields fields, @Nullable Double raising) {
        double usual = raising == null ? 0 : raising / 2;
        RuleFields clear = fields.optional("clear");
        if (clear == null) {
            return new ClearScore(usual, Duration.ZERO);
        }
        Double lower = clear.has("score") ? clear.number("score", 0, 1) : null;
        if (lower != null && raising != null && lower > raising) {
            clear.wrong("score", RuleFields.plain(lower) + " is above score, " + RuleFields.plain(raising));
        }
        Duration sustain = clear.secondsOr("sustainSeconds", Duration.ZERO, Duration.ZERO, LimitsReader.LONGEST_DELAY);
        clear.end();
        return new ClearScore(lower == null ? usual : lower, sustain);
    }
}
