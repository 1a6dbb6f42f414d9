package io.citywatch.jobs.alarms.rule;

import io.citywatch.telemetry.alarm.Severity;
import io.citywatch.telemetry.command.Command;
import io.citywatch.telemetry.rule.Insistence;
import io.citywatch.telemetry.rule.Interlock;
import io.citywatch.telemetry.rule.RuleAction;
import java.time.Duration;
import java.util.Set;

/**
 * What the device is told to do, once in an episode, as soon as the alarm has that severity. Nobody needs to confirm it.
 *
 * @param from the least severity that sets it going
 * @param command the command
 * @param validFor how long it may still be carried out
 * @param insistence how its answer is awaited
 * @param interlocks what keeps it back
 */
public record Reaction(
        Severity from, Command.Verb command, Duration validFor, Insistence insistence, Set<Interlock> interlocks) {
    public Reaction {
        if (validFor.isNegative() || validFor.isZero()) {
            throw new IllegalArgumentException("a command can't be valid for " + validFor);
        }
        interlocks = Set.copyOf(interlocks);
    }

    /** What the document of a rule says. */
    static Reaction of(RuleAction action) {
        return new Reaction(action.from(), action.command(), action.expiry(), action.insistence(), action.interlocks());
    }

    /** Whether an alarm of that severity sets it going. */
    public boolean isDue(Severity severity) {
        return severity.compareTo(from) <= 0;
    }
}
